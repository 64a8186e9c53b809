import type { Clock } from '../../shared/edge.ts';
import { ClientDocumentError } from './document-error.ts';
import type { FetchedDocuments } from './fetch-documents.ts';

const DAY = 24 * 3_600_000;
/** The ids of Codex have no end; the attempts that are remembered have. */
const MOST = 100;

type Deps = { readonly documents: FetchedDocuments; readonly clock: Clock; readonly onFault: (error: unknown) => void };

/**
 * A document that ships with the app is looked up again where its client publishes it, at most once a day whatever comes
 * of it, and nobody waits for that: what it brings counts from the next request on.
 * @returns a function that takes the id and when its document was last read
 */
export function createDailyRefresh({ documents, clock, onFault }: Deps): (id: string, readAt: number) => void {
  const attempts = new Map<string, number>();
  return (id, readAt) => {
    if (clock.now() - Math.max(readAt, attempts.get(id) ?? 0) < DAY) return;
    const [oldest] = attempts.keys();
    if (attempts.size >= MOST && oldest !== undefined) attempts.delete(oldest);
    attempts.set(id, clock.now());
    documents.fetch(id).catch((error: unknown) => {
      if (!(error instanceof ClientDocumentError)) onFault(error);
      // Nothing was sent, so it was no attempt.
      else if (error.problem === 'busy') attempts.delete(id);
    });
  };
}
