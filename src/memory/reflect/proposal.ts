/** Something that could be done about memories. It is worked out anew each time, and its id says exactly what it is about. */
import { createHash } from 'node:crypto';
import type { Memory } from '../../store/memory-store.ts';

export type Act =
  | { readonly kind: 'forget'; readonly ids: readonly string[] }
  | { readonly kind: 'keep'; readonly id: string }
  | { readonly kind: 'retag'; readonly from: readonly string[]; readonly to: string };

export type Proposal = {
  readonly kind: 'duplicates' | 'contradiction' | 'stale' | 'expiring' | 'tags';
  readonly why: string;
  /** What applying it does, in words. */
  readonly does: string;
  /** What it is about, the one that stays first. */
  readonly memories: readonly Memory[];
  readonly act: Act;
};

const PREFIX = 'sug_';
const HASH = 16;

/**
 * The memory that the rule looked at, and a digest of the whole: what changes in between, be it a version, has another id.
 * @param anchor a memory's id; empty for tags
 */
export function idOf(proposal: Proposal, anchor: string): string {
  const about = JSON.stringify([proposal.kind, proposal.act, proposal.memories.map(({ id, version }) => [id, version])]);
  return `${PREFIX}${createHash('sha256').update(about).digest('base64url').slice(0, HASH)}${anchor}`;
}

/** @returns the memory whose rules made it, empty for tags; null when it is no such id */
export function anchorOf(id: string): string | null {
  return id.startsWith(PREFIX) && id.length >= PREFIX.length + HASH ? id.slice(PREFIX.length + HASH) : null;
}
