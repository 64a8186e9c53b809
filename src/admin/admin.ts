/** What the window, the tray, the command and the control socket may ask. One function per question; no secret in any answer. */
import type { ActivityLog } from '../activity/record.ts';
import type { Attempts } from '../attempts/attempts.ts';
import type { Attention } from '../consent/attention/attention.ts';
import type { ConsentDesk } from '../consent/desk.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import type { Moving } from '../memory/moving/moving.ts';
import type { GrantControl } from '../oauth/access/access.ts';
import type { CreateApiKey } from '../oauth/access/api-keys.ts';
import type { AddClient } from '../oauth/register/add-client.ts';
import type { RemoveClient } from '../oauth/register/remove-client.ts';
import type { SigningKeys } from '../oauth/tokens/signing-keys.ts';
import type { BridgeTicket } from '../shared/bridge.ts';
import type { Clock } from '../shared/edge.ts';
import type { StatusView } from '../shared/views.ts';
import type { AuthStore, Grant } from '../store/auth-store.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import { actionMethods } from './action-methods.ts';
import { activityMethods } from './activity-methods.ts';
import { addClientMethods } from './add-client.ts';
import { attemptMethods } from './attempt-methods.ts';
import { bridgeMethods } from './bridge-methods.ts';
import { clientMethods } from './client-methods.ts';
import { compartmentMethods } from './compartment-methods.ts';
import { grantMethods } from './grant-methods.ts';
import { heldMethods } from './held-methods.ts';
import { keyMethods } from './key-methods.ts';
import { memoryLooks } from './memory-looks.ts';
import { memoryMethods } from './memory-methods.ts';
import type { Admin } from './method.ts';
import { moveMethods } from './move-methods.ts';
import { movingMethods } from './moving-methods.ts';
import { reflectMethods } from './reflect-methods.ts';
import { requestMethods } from './request-methods.ts';
import { sessionMethods } from './session-methods.ts';
import { tokenMethods } from './token-methods.ts';

type Deps = {
  readonly store: AuthStore;
  readonly memoryStore: MemoryStore;
  readonly desk: ConsentDesk;
  readonly attention: Attention;
  readonly control: GrantControl;
  readonly keys: SigningKeys;
  readonly createApiKey: CreateApiKey;
  readonly addClient: AddClient;
  readonly removeClient: RemoveClient;
  readonly activity: ActivityLog;
  readonly attempts: Attempts;
  readonly compartments: Compartments;
  readonly memories: Memories;
  readonly moving: Moving;
  readonly activityRetention: () => number;
  readonly liveGrants: () => readonly Grant[];
  readonly clock: Clock;
  readonly status: () => Promise<StatusView>;
  readonly bridgeTicket: () => BridgeTicket;
};

export function createAdmin(deps: Deps): Admin {
  return {
    status: async () => deps.status(),
    ...requestMethods(deps),
    ...clientMethods(deps),
    ...grantMethods(deps),
    ...addClientMethods(deps),
    ...sessionMethods(deps),
    ...activityMethods(deps),
    ...attemptMethods(deps),
    ...keyMethods(deps),
    ...tokenMethods(deps),
    ...heldMethods(deps),
    ...reflectMethods(deps),
    ...compartmentMethods(deps),
    ...moveMethods(deps),
    ...memoryLooks(deps),
    ...memoryMethods(deps),
    ...actionMethods(deps),
    ...movingMethods(deps),
    ...bridgeMethods(deps),
  };
}
