/** Memories as a client gets to see them. */
import type { Found } from '../memory/fuse.ts';
import type { Page } from '../memory/page.ts';
import type { Memory, MemoryStats } from '../store/memory-store.ts';

const date = (milliseconds: number) => new Date(milliseconds).toISOString();

export function memoryView({ id, content, tags, kind, metadata, createdAt, updatedAt, expiresAt, version, provenance }: Memory) {
  return {
    id,
    content,
    tags,
    kind,
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    created: date(createdAt),
    updated: date(updatedAt),
    ...(expiresAt === null ? {} : { expires: date(expiresAt) }),
    version,
    author: provenance.clientName ?? provenance.clientId ?? provenance.source,
  };
}

function foundView({ memory, score, matched }: Found) {
  return { ...memoryView(memory), ...(matched.length === 0 ? {} : { score: Math.round(score * 10_000) / 10_000, matched }) };
}

export function pageView({ items, next }: Page) {
  return { items: items.map(foundView), ...(next === null ? {} : { next }) };
}

export function statusView({ oldestAt, newestAt, ...counts }: MemoryStats) {
  return { ...counts, ...(oldestAt === null ? {} : { oldest: date(oldestAt) }), ...(newestAt === null ? {} : { newest: date(newestAt) }) };
}
