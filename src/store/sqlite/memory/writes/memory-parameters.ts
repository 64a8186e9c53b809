import { contentHash } from '../../../content-hash.ts';
import type { Memory } from '../../../memory-store.ts';
import { type Row, toRow } from '../../rows.ts';

/** What a writing command carries. */
export type Write = { readonly compartment: string; readonly memory: Memory };
/** The memory that already has a content. */
export type Known = { readonly number: number; readonly id: string; readonly forgottenAt: number | null };

export const KNOWN = 'SELECT number, id, forgotten_at AS forgottenAt FROM memories WHERE compartment = ? AND content_hash = ?';

export function memoryParameters({ compartment, memory }: Write): Row {
  return { ...toRow(memory), compartment, contentHash: contentHash(memory.content) };
}
