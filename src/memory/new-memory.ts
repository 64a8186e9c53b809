/** What a caller gave, made into a memory within the limits. */
import { cleanText } from '../shared/clean-text.ts';
import type { Random } from '../shared/edge.ts';
import type { Memory, Provenance } from '../store/memory-store.ts';
import { LIMITS, MemoryRefused } from './limits.ts';
import { isoInstant } from './time/iso-instant.ts';

export type StoreInput = {
  readonly content: string;
  readonly tags?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** ISO 8601; null keeps it for good. */
  readonly expires?: string | null | undefined;
};

/** `Date.parse` alone takes "1" for a year, and much else for a date. */
const ISO_8601 = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Invisible characters alone say nothing, and nobody could find them. */
const SOMETHING_TO_SEE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** @throws MemoryRefused naming the limit */
export function newMemory(provenance: Provenance, input: StoreInput, now: number, random: Random): Memory {
  const content = cleanText(input.content).trim();
  if (!SOMETHING_TO_SEE.test(content)) throw new MemoryRefused('The content is empty.');
  if (content.length > LIMITS.content) throw new MemoryRefused(`The content is longer than ${LIMITS.content} characters. Store it in parts.`);
  const tags = [...new Set((input.tags ?? []).map((tag) => cleanText(tag).trim()).filter((tag) => tag !== ''))];
  if (tags.length > LIMITS.tags) throw new MemoryRefused(`A memory has at most ${LIMITS.tags} tags.`);
  if (tags.some((tag) => tag.length > LIMITS.tag)) throw new MemoryRefused(`A tag has at most ${LIMITS.tag} characters.`);
  const kind = cleanText(input.kind ?? '').trim() || 'note';
  if (kind.length > LIMITS.kind) throw new MemoryRefused(`A kind has at most ${LIMITS.kind} characters.`);
  const metadata = input.metadata ?? {};
  if (sizeOf(metadata) > LIMITS.metadata) throw new MemoryRefused(`The metadata is larger than ${LIMITS.metadata} bytes, or nested too deeply.`);
  return {
    id: `mem_${Buffer.from(random.bytes(12)).toString('base64url')}`,
    content,
    tags,
    kind,
    metadata,
    createdAt: now,
    updatedAt: now,
    expiresAt: readExpiry(input.expires, now),
    version: 1,
    provenance,
  };
}

/** Bytes of JSON. What arrives may be nested so deeply that it cannot be written at all. */
function sizeOf(metadata: object): number {
  try {
    return Buffer.byteLength(JSON.stringify(metadata));
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function readExpiry(expires: string | null | undefined, now: number): number | null {
  if (expires === undefined || expires === null) return null;
  const at = ISO_8601.test(expires) ? isoInstant(expires) : null;
  if (at === null) throw new MemoryRefused('expires must be a date such as 2027-01-31 or 2027-01-31T09:00:00Z, and a day that the calendar has.');
  if (at <= now) throw new MemoryRefused('expires lies in the past.');
  return at;
}
