/** What a running broker offers to the host that started it, and through it to the person. */
import type { ActivityLog } from '../activity/record.ts';
import type { Attempts } from '../attempts/attempts.ts';
import type { Attention } from '../consent/attention/attention.ts';
import type { ConsentDesk } from '../consent/desk.ts';
import type { Route } from '../http/route.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import type { Moving } from '../memory/moving/moving.ts';
import type { GrantControl } from '../oauth/access/access.ts';
import type { CreateApiKey } from '../oauth/access/api-keys.ts';
import type { AddClient } from '../oauth/register/add-client.ts';
import type { RemoveClient } from '../oauth/register/remove-client.ts';
import type { Spelling } from '../oauth/spellings.ts';
import type { SigningKeys } from '../oauth/tokens/signing-keys.ts';
import type { BridgeTicket } from '../shared/bridge.ts';
import type { EmbeddingsView } from '../shared/views.ts';
import type { AuthStore, Grant } from '../store/auth-store.ts';
import type { MemoryStore } from '../store/memory-store.ts';

export type Gatehouse = {
  readonly spelling: Spelling;
  readonly store: AuthStore;
  readonly memoryStore: MemoryStore;
  readonly memories: Memories;
  readonly moving: Moving;
  readonly desk: ConsentDesk;
  readonly attention: Attention;
  readonly routes: readonly Route[];
  readonly control: GrantControl;
  readonly keys: SigningKeys;
  readonly createApiKey: CreateApiKey;
  /** @returns a token of ours that points at nothing, for the self-test */
  readonly signForNoGrant: () => Promise<string>;
  readonly addClient: AddClient;
  readonly removeClient: RemoveClient;
  readonly compartments: Compartments;
  /** Lets a bridge ask, once. */
  bridgeTicket(): BridgeTicket;
  /** Connections that hold, the paused ones too. */
  liveGrants(): readonly Grant[];
  /** How many there are now. */
  connections(): number;
  /** null while the person has not turned them on. */
  embeddings(): Promise<EmbeddingsView | null>;
  readonly activity: ActivityLog;
  /** Milliseconds. */
  readonly activityRetention: () => number;
  readonly attempts: Attempts;
  close(): Promise<void>;
};
