/** Everything that differs between the desktop, a terminal and a test. */

import type { HasEnded } from '../consent/evidence/has-ended.ts';
import type { OpenerAt } from '../consent/evidence/opener-at.ts';
import type { ProgramAt } from '../consent/evidence/program-at.ts';
import type { LookAtBridge } from '../consent/evidence/started-by.ts';
import type { GatherEvidence } from '../consent/gather-evidence.ts';
import type { ConsentPrompt } from '../consent/prompt.ts';
import type { Listening } from '../http/listen.ts';
import type { Clock, Random } from '../shared/edge.ts';
import type { Embed } from '../shared/embed.ts';
import type { FetchClientDocument } from '../shared/fetch-client-document.ts';
import type { LiveSettings } from '../shared/live-settings.ts';
import type { Silence } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { KeyVault } from '../vault/key-vault.ts';
import type { GatehouseConfiguration } from './configuration.ts';

export type GatehouseDeps = {
  readonly configuration: GatehouseConfiguration;
  /** What the person may change meanwhile. */
  readonly settings: () => LiveSettings;
  /** The port, held already; it is closed with the broker. */
  readonly listening: Listening;
  readonly clock: Clock;
  /** Milliseconds that nobody can set. */
  readonly monotonic: () => number;
  /** IANA name of where the person is now: their "yesterday" begins there. */
  readonly timeZone: () => string;
  readonly random: Random;
  readonly vault: KeyVault;
  readonly openAuthStore: (activityKey: Uint8Array) => Promise<AuthStore>;
  readonly openMemoryStore: () => Promise<MemoryStore>;
  /** Where texts become vectors, if the person has turned that on. */
  readonly embeddings?: { readonly embed: Embed; readonly model: string } | undefined;
  readonly prompt: ConsentPrompt;
  readonly evidence: GatherEvidence;
  readonly fetchDocument: FetchClientDocument;
  readonly programAt: ProgramAt;
  readonly openerAt: OpenerAt;
  readonly lookAtBridge: LookAtBridge;
  readonly hasEnded: HasEnded;
  /** Something waits for the person that is not shown; called once, until prompts may pop up again. */
  readonly onUnseen: (because: Silence) => void;
  /** The technical log: faults of ours, with the id that the caller was given. */
  readonly onFault: (id: string, where: string, error: unknown) => void;
};
