/** What was fetched, for as long as its server says, within limits. Only good documents get in here. */
import type { Clock } from '../../shared/edge.ts';

/** As it was published: what of it counts is for the settings of the moment it is used. */
export type PublishedDocument = {
  readonly members: Readonly<Record<string, unknown>>;
  /** When it was read, in milliseconds since the epoch. */
  readonly at: number;
};

const MOST = 100;
const SECOND = 1_000;
/** Below, a login would cost a fetch each time; above, a change would be seen too late. */
const SHORTEST = 5 * 60 * SECOND;
const LONGEST = 24 * 3_600 * SECOND;

/** RFC 9111 §5.2.2.1, clamped; a document that must not be kept is kept for the shortest time. @returns milliseconds */
export function lifetimeOf(cacheControl: string | null): number {
  const directives = (cacheControl ?? '').toLowerCase().split(',');
  const named = directives.map((directive) => /^\s*max-age\s*=\s*"?(\d{1,10})"?\s*$/.exec(directive)?.[1]).find((seconds) => seconds !== undefined);
  const forbidden = directives.some((directive) => /^\s*no-(?:store|cache)\b/.test(directive));
  return Math.min(Math.max(forbidden ? 0 : Number(named ?? 0) * SECOND, SHORTEST), LONGEST);
}

export function createDocumentCache(clock: Clock) {
  const kept = new Map<string, PublishedDocument & { readonly freshUntil: number }>();
  /** A Map keeps the order of insertion: what was used last is put last, and the first goes. */
  const used = (id: string) => {
    const document = kept.get(id);
    if (document === undefined) return null;
    kept.delete(id);
    kept.set(id, document);
    return document;
  };
  return {
    fresh(id: string): PublishedDocument | null {
      const document = used(id);
      return document !== null && document.freshUntil > clock.now() ? document : null;
    },
    /** However old. */
    latest: (id: string): PublishedDocument | null => used(id),
    /** @param lifetime milliseconds */
    put(id: string, document: PublishedDocument, lifetime: number): void {
      kept.delete(id);
      kept.set(id, { ...document, freshUntil: document.at + lifetime });
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    },
  };
}
