/** Shows one request at a time to the person, and takes it back when it was answered elsewhere or changed. */
import type { RequestView } from '../shared/views.ts';
import type { ConsentPrompt, Decision } from './desk.ts';

type Shown = { readonly id: string; readonly look: string; readonly controller: AbortController };

/**
 * @param prompt popup, terminal question, or one that answers null because nobody can be asked here
 * @param decided receives the person's answer
 */
export function createPresenter(prompt: ConsentPrompt, decided: (id: string, decision: Decision) => void) {
  let shown: Shown | null = null;

  function show(view: RequestView): void {
    const controller = new AbortController();
    const mine: Shown = { id: view.id, look: look(view), controller };
    shown = mine;
    prompt.show(view, controller.signal).then(
      (decision) => {
        if (decision !== null && shown === mine) decided(view.id, decision);
      },
      // A prompt that breaks is a prompt that nobody answered: the request stays and can be answered elsewhere.
      () => undefined,
    );
  }

  return {
    /** Brings what is on screen in line with the first request of the queue. */
    update(first: RequestView | undefined): void {
      if (first !== undefined && shown?.id === first.id && shown.look === look(first)) return;
      shown?.controller.abort();
      shown = null;
      if (first !== undefined) show(first);
    },
    close(): void {
      shown?.controller.abort();
      shown = null;
    },
  };
}

/** A request that looks different must be shown anew, with a fresh input guard. */
function look({ stage, permissions, facts, changes, warnings, answerGoesTo }: RequestView): string {
  return JSON.stringify([stage, permissions, facts, changes, warnings, answerGoesTo]);
}
