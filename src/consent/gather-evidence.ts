import type { Client } from '../store/auth-store.ts';
import type { LookAtOpener, OpenedBy } from './desk.ts';
import type { Care } from './evidence/process-table.ts';

/** What the kernel and the browser told us about who asks, in words for the person. */
export type Evidence = {
  readonly facts: readonly string[];
  /** Only those that are true, worst first. */
  readonly warnings: readonly string[];
  /** Changes when the program that would receive the answer changes. */
  readonly fingerprint: string;
  /** Another ordinary user of this computer asks or listens (ruling 11). */
  readonly refused: boolean;
  /** False while a later look may see more: nobody listens yet, or the look took too long. */
  readonly settled: boolean;
};

export type EvidenceQuestion = {
  readonly client: Client;
  /** null while only announced. */
  readonly redirectUri: string | null;
  readonly openedBy: OpenedBy;
  readonly opener?: LookAtOpener | undefined;
};

/** The port to whoever can look at processes and sockets. @param care `exact` unless said otherwise; an Allow rests on nothing less */
export type GatherEvidence = (question: EvidenceQuestion, care?: Care) => Promise<Evidence>;
