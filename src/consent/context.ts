/** What every rule of the desk has at hand. */
import type { ActivityLog } from '../activity/record.ts';
import type { Clock, Random } from '../shared/edge.ts';
import type { CompartmentView, Silence } from '../shared/views.ts';
import type { AuthStore, Client, Grant } from '../store/auth-store.ts';
import { type Asker, askerOf } from './attention/asker.ts';
import type { Attention } from './attention/attention.ts';
import type { DecidedBy, Duration } from './desk.ts';
import { type Entry, stageOf } from './entry.ts';
import type { GatherEvidence } from './gather-evidence.ts';
import type { Lifetimes } from './lifetimes.ts';
import type { ConsentPrompt } from './prompt.ts';
import type { Queue } from './queue.ts';
import type { Waiters } from './waiters.ts';

export type DeskDeps = {
  readonly store: AuthStore;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly prompt: ConsentPrompt;
  /** How an answer of that prompt is written down. */
  readonly promptedBy: DecidedBy;
  /** An answer that could not be kept; the request goes on waiting. */
  readonly onFault: (error: unknown) => void;
  readonly evidence: GatherEvidence;
  readonly lifetimes: Lifetimes;
  /** What is chosen before the person chooses. */
  readonly usualDuration: () => Duration;
  readonly attention: Attention;
  /** A test profile's own consent; null asks the person. */
  readonly auto: { readonly by: DecidedBy } | null;
  /** Why the person is not asked about this client now: it is held, its row is blocked, or everything is locked; null when nothing is in the way. */
  readonly obstacle: (client: Client) => 'client_blocked' | 'client_paused' | 'locked' | null;
  /** The grants of a client that live now. */
  readonly liveGrants: (clientId: string) => readonly Grant[];
  /** Whether a program of another row than this client's is connected under a name that looks the same. */
  readonly isNameTaken: (bare: string, client: Client) => boolean;
  /** Called after an Allow is durable and before anyone hears of it. */
  readonly onGranted: (grant: Grant) => void;
  /** Called before a "didn't ask for this" about a program's own client id leaves; resolves when the client is held. */
  readonly onNotAsked: (client: Client) => Promise<void>;
  readonly compartments: { readonly list: () => readonly CompartmentView[]; readonly view: (id: string) => CompartmentView };
  readonly testProfile: boolean;
  /** Something waits that is not shown; called once, until prompts may pop up again. */
  readonly onUnseen: (because: Silence) => void;
};

export type DeskContext = DeskDeps & {
  readonly queue: Queue;
  readonly waiters: Waiters;
  /** Brings the screen and the listeners in line with the queue. */
  readonly changed: () => void;
};

export function askerOfEntry({ client, request }: Entry): Asker {
  return askerOf(client, request?.website ?? null);
}

/** Announcements are counted apart: a flood of registrations must not keep a real login from being asked. */
export function waitingIn({ queue }: DeskContext, stage: 'announced' | 'asking'): Asker[] {
  return queue
    .all()
    .filter((entry) => stageOf(entry) === stage)
    .map(askerOfEntry);
}
