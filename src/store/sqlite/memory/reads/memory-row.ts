import type { Memory } from '../../../memory-store.ts';
import { fromRow } from '../../rows.ts';

/** What makes a `Memory`, of a table named `m`. */
export const COLUMNS = 'm.id, m.content, m.tags, m.kind, m.metadata, m.created_at, m.updated_at, m.expires_at, m.version, m.provenance';

const JSON_MEMBERS = new Set(['tags', 'metadata', 'provenance']);

export const readMemory = (row: unknown): Memory => fromRow<Memory>(row, JSON_MEMBERS);
