/** Nothing comes to the screen before it was looked whether it may: what a look says that was taken earlier can be over. */
import type { ConsentPrompt } from '../../consent/prompt.ts';

export type PresentPrompt = ConsentPrompt & {
  /** The person has asked for this one: it is shown whatever fills the screen. */
  wanted(id: string): void;
};

/**
 * @param prompt shows what may be shown
 * @param look tells the desk when nobody is there; then the desk takes the request back by itself
 */
export function askWhenPresent(prompt: ConsentPrompt, look: () => Promise<void>): PresentPrompt {
  /** Looked at once: what is on the screen and only changes must not go and come again. */
  let cleared: string | null = null;
  return {
    ...prompt,
    wanted(id) {
      cleared = id;
    },
    async show(request, signal) {
      if (cleared !== request.id) await look();
      if (signal.aborted) return null;
      cleared = request.id;
      return prompt.show(request, signal);
    },
  };
}
