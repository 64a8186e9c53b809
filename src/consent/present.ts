/** Shows one request at a time to the person, and takes it back when it was answered elsewhere or changed. */
import type { RequestView } from '../shared/views.ts';
import type { Decision } from './desk.ts';
import type { ConsentPrompt, Settlement } from './prompt.ts';

type Shown = { readonly id: string; readonly look: string; readonly controller: AbortController };

/**
 * @param prompt popup, terminal question, or one that answers null because nobody can be asked here
 * @param decide gives the person's answer to the desk; never rejects
 */
export function createPresenter(prompt: ConsentPrompt, decide: (id: string, decision: Decision) => Promise<Settlement>) {
  let first: RequestView | undefined;
  let shown: Shown | null = null;
  /** Until it is known what became of an answer, nothing else comes to the screen. */
  let settling = false;

  function show(view: RequestView): void {
    const controller = new AbortController();
    const mine: Shown = { id: view.id, look: appearance(view), controller };
    shown = mine;
    prompt.show(view, controller.signal).then(
      (decision) => (decision !== null && shown === mine ? settle(view, decision) : undefined),
      // A prompt that breaks is a prompt that nobody answered: the request stays and can be answered elsewhere.
      () => undefined,
    );
  }

  async function settle(view: RequestView, decision: Decision): Promise<void> {
    settling = true;
    const outcome = await decide(view.id, decision);
    settling = false;
    // The question was used up: if the request goes on waiting, the person is asked anew.
    shown = null;
    prompt.settled?.(view, decision, outcome);
    refresh();
  }

  function refresh(): void {
    if (settling || (first !== undefined && shown?.id === first.id && shown.look === appearance(first))) return;
    shown?.controller.abort();
    shown = null;
    if (first !== undefined) show(first);
  }

  return {
    /** Which request the person has in front of them. */
    shownId: (): string | null => shown?.id ?? null,
    /** Brings what is on screen in line with the first request of the queue. */
    update(next: RequestView | undefined): void {
      first = next;
      refresh();
    },
    close(): void {
      first = undefined;
      refresh();
    },
  };
}

/** A request that looks different must be shown anew, with a fresh input guard. Only the clock may run on. */
export function appearance({ expiresAt: _, mayExtend: __, ...view }: RequestView): string {
  return JSON.stringify(view);
}
