/** Puts the rules for clients that name themselves by a URL together. */
import type { ActivityLog } from '../../activity/record.ts';
import type { Clock } from '../../shared/edge.ts';
import type { FetchClientDocument } from '../../shared/fetch-client-document.ts';
import type { LiveSettings } from '../../shared/live-settings.ts';
import type { AuthStore, Client } from '../../store/auth-store.ts';
import type { FindForRequest } from '../authorize/find-client.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import type { ChangeClient } from '../register/change-client.ts';
import type { MakeRoom } from '../register/make-room.ts';
import { createChooseDocument } from './choose-document.ts';
import type { FetchLimits } from './fetch-budget.ts';
import { createFetchedDocuments } from './fetch-documents.ts';
import { createFindForRequest } from './find-for-request.ts';
import { createNewClientBudget } from './new-client-budget.ts';

type Deps = {
  readonly store: AuthStore;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  readonly redirects: RedirectPolicy;
  readonly fetchDocument: FetchClientDocument;
  readonly settings: () => Pick<LiveSettings, 'documentFetches' | 'documentHosts'>;
  /** Of fetches, and of clients that become known; null is without end: a test profile. */
  readonly limits: FetchLimits | null;
  readonly changeClient: ChangeClient;
  readonly makeRoom: MakeRoom;
  /** Called once a client is stored. */
  readonly onRegistered: (client: Client) => void;
  /** A fault of ours while nobody waits. */
  readonly onFault: (error: unknown) => void;
};

export function createClientDocuments(deps: Deps): FindForRequest {
  const documents = createFetchedDocuments(deps);
  const choose = createChooseDocument({ ...deps, documents });
  return createFindForRequest({ ...deps, choose, mayAdd: createNewClientBudget(deps.limits, deps.clock) });
}
