import type { Clock } from '../shared/edge.ts';

export const systemClock: Clock = { now: () => Date.now() };
