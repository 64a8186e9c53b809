/** What Playwright's Electron driver offers on the real runtime: the address of the browser, and a function run in the main process. */

type Ask =
  | { readonly id: number; readonly ask: 'endpoint' }
  | { readonly id: number; readonly ask: 'evaluate'; readonly source: string; readonly word: unknown };

export function serveTests(electron: object, endpoint: () => Promise<string>): void {
  if (process.send === undefined) return;
  process.on('message', async (message: Ask) => {
    const tell = (answer: object) => void process.send?.({ id: message.id, ...answer });
    try {
      tell({ value: message.ask === 'endpoint' ? await endpoint() : await run(message.source)(electron, message.word) });
    } catch (error) {
      tell({ error: String(error) });
    }
  });
  // The channel alone keeps nothing alive.
  process.channel?.unref();
}

function run(source: string): (electron: object, word: unknown) => unknown {
  return new Function(`return (${source})`)() as (electron: object, word: unknown) => unknown;
}
