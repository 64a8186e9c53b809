/**
 * The order of what a question found, kept for its next pages: memories that come and go meanwhile would shift a ranking that is made
 * anew. Only ids are kept, and each is read again as its caller may see it then.
 */
import { createHash } from 'node:crypto';
import type { Random } from '../shared/edge.ts';
import type { Caller } from './caller.ts';
import { BAD_CURSOR, MemoryRefused } from './limits.ts';
import type { RankedHit } from './rank.ts';
import type { SoughtTerm } from './sought-term.ts';

export type Results = {
  readonly hits: readonly RankedHit[];
  readonly terms: readonly SoughtTerm[];
  readonly phrase?: string | null | undefined;
  readonly offset: number;
  /** What they were kept as before. */
  readonly handle?: string;
};
export type KeptResults = {
  /** @param question what was asked, in one spelling. @returns the cursor to what stands behind `offset` */
  keep(caller: Caller, question: string, results: Results): string;
  /** @throws MemoryRefused when the cursor is not this caller's, is of another question, or too many questions came since */
  take(caller: Caller, question: string, cursor: string): Results;
};

const ANOTHER_QUESTION = 'The cursor is of another question. Send it with the same words and filters, or ask without it.';
const MOST_KEPT = 100;
/** Of one caller, so that nobody's searches end another's pages, which would also tell it how often others search. */
const MOST_OF_ONE = 20;
const CURSOR = /^([\w-]{12})\.(\d{1,4})$/;

/** Written down: most are never asked for again, and V8 would look through a hundred lists of objects again and again. */
type Kept = { readonly owner: string; readonly asked: string; readonly written: string };

export function createKeptResults({ random }: { readonly random: Random }): KeptResults {
  const kept = new Map<string, Kept>();
  const handlesOf = (owner: string) => [...kept].filter(([, each]) => each.owner === owner).map(([handle]) => handle);
  const largestShare = () =>
    [...new Set([...kept.values()].map(({ owner }) => owner))].map(handlesOf).reduce((largest, share) => (share.length > largest.length ? share : largest), []);
  // The person has no grant and looks in all compartments at once.
  const ownerOf = ({ compartment, grantId }: Caller) => (grantId === '' ? '' : `${grantId} ${compartment}`);

  return {
    keep(caller, question, { hits, terms, phrase, offset, handle = Buffer.from(random.bytes(9)).toString('base64url') }) {
      // The oldest goes first; one that is still read is young again.
      const written = kept.get(handle)?.written ?? JSON.stringify({ hits, terms, phrase });
      const owner = ownerOf(caller);
      kept.delete(handle);
      kept.set(handle, { owner, asked: digest(question), written });
      const own = handlesOf(owner);
      if (own.length > MOST_OF_ONE) kept.delete(own[0] ?? '');
      if (kept.size > MOST_KEPT) kept.delete(largestShare()[0] ?? '');
      return `${handle}.${offset}`;
    },
    take(caller, question, cursor) {
      const [, handle = '', place] = CURSOR.exec(cursor) ?? [];
      const found = kept.get(handle);
      if (found === undefined || found.owner !== ownerOf(caller)) throw new MemoryRefused(BAD_CURSOR);
      if (found.asked !== digest(question)) throw new MemoryRefused(ANOTHER_QUESTION);
      const results = JSON.parse(found.written) as Pick<Results, 'hits' | 'terms' | 'phrase'>;
      const offset = Number(place);
      if (offset >= results.hits.length) throw new MemoryRefused(BAD_CURSOR);
      return { ...results, offset, handle };
    },
  };
}

/** A question may be long, and a hundred are kept. */
function digest(question: string): string {
  return createHash('sha256').update(question).digest('base64url');
}
