import type { RequestView } from '../shared/views.ts';
import type { DecideOutcome, Decision } from './desk.ts';

/** The same for whoever asked the person; `fault`: it could not be kept, and the request goes on waiting. */
export type Settlement = DecideOutcome | 'fault';

/** The port to whoever shows a request to the person: popup, terminal question, or nobody. */
export type ConsentPrompt = {
  /**
   * Shows the request until it is decided or `signal` aborts (answered elsewhere, expired, withdrawn).
   * Called again with a newer view when the request changes (announced → asking).
   * @returns the decision, or null when nobody can be asked here
   */
  show(request: RequestView, signal: AbortSignal): Promise<Decision | null>;
  /** Whether the person can see it now. Something may cover it: what nobody saw was not left unanswered. */
  isSeen?(id: string): boolean;
  /** What became of the answer; only now may "allowed" be said. A request that goes on waiting is shown again after this. */
  settled?(request: RequestView, decision: Decision, outcome: Settlement): void;
};
