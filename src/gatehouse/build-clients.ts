/** How clients come, change and go. */
import type { KnownClients } from '../consent/known-clients.ts';
import { createClientDocuments } from '../oauth/client-documents/create-client-documents.ts';
import { FETCH_LIMITS } from '../oauth/client-documents/fetch-budget.ts';
import type { RedirectPolicy } from '../oauth/redirect-uri.ts';
import { createAddClient } from '../oauth/register/add-client.ts';
import { createChangeClient } from '../oauth/register/change-client.ts';
import { createClientInformation } from '../oauth/register/client-information.ts';
import { createMakeRoom } from '../oauth/register/make-room.ts';
import { createManagement } from '../oauth/register/management.ts';
import { createRegister } from '../oauth/register/register.ts';
import { createRemoveClient } from '../oauth/register/remove-client.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { BuiltAccess } from './build-access.ts';
import type { BuiltConsent } from './build-consent.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

export type BuiltClients = ReturnType<typeof buildClients>;

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'configuration' | 'settings' | 'clock' | 'random' | 'fetchDocument'>;
  readonly store: AuthStore;
  readonly known: KnownClients;
  readonly records: Pick<Records, 'activity' | 'onFault'>;
  readonly access: Pick<BuiltAccess, 'check' | 'control'>;
  readonly consent: Pick<BuiltConsent, 'desk'>;
};

const NEVER_APPROVED = { keep: 50, lifetime: 24 * 3_600_000 };

export function buildClients({ deps, store, known, records: { activity, onFault }, access: { check, control }, consent: { desk } }: Parts) {
  const { configuration, settings, clock, random, fetchDocument } = deps;
  const redirects: RedirectPolicy = {
    get remoteAllowed() {
      return settings().remoteRedirects;
    },
  };
  const makeRoom = createMakeRoom({
    store,
    desk,
    clock,
    neverApproved: configuration.testProfile ? null : NEVER_APPROVED,
    onEvicted: known.forget,
    onFault: (error) => void onFault(error, 'eviction'),
  });
  const register = createRegister({ store, desk, activity, clock, random, redirects, makeRoom, onRegistered: known.remember });
  const addClient = createAddClient({ store, activity, clock, random, redirects, onRegistered: known.remember });
  const changeClient = createChangeClient({ store, control, desk, activity, clock, onChanged: known.remember });
  const findForRequest = createClientDocuments({
    store,
    activity,
    clock,
    redirects,
    fetchDocument,
    settings,
    limits: configuration.testProfile ? null : FETCH_LIMITS,
    changeClient,
    makeRoom,
    onRegistered: known.remember,
    onFault: (error) => void onFault(error, 'client document'),
  });
  const removeClient = createRemoveClient({ store, control, desk, clock, onRemoved: (id) => known.forget([id]) });
  const management = createManagement({ store, desk, activity, redirects, changeClient, removeClient });
  const clientInformation = createClientInformation({ store, access: check });
  return { redirects, makeRoom, register, addClient, findForRequest, removeClient, management, clientInformation };
}
