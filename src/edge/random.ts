import { randomBytes } from 'node:crypto';
import type { Random } from '../shared/edge.ts';

export const systemRandom: Random = { bytes: (count) => randomBytes(count) };
