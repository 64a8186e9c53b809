/** The person, answering from outside with the command. */
import type { RequestView } from '../../src/shared/views.ts';
import type { Broker } from './broker.ts';
import { PATIENCE } from './patience.ts';

const MOST_LOOKS = 5;

/** Waits until a request can be answered. */
export async function nextRequest(broker: Broker): Promise<RequestView> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const { requests } = await broker.command<{ requests: RequestView[] }>('requests');
    const asking = requests.find(({ stage }) => stage === 'asking');
    if (asking !== undefined) return asking;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nobody asked');
}

/**
 * Allows what can be answered next. When something else is seen of the programs than a moment before, the person looks again (ruling 11):
 * one listens later than it opens its page, and a busy computer takes longer to look.
 */
export async function allowNext(broker: Broker, ...words: string[]): Promise<RequestView> {
  for (let looks = 1; ; looks += 1) {
    const request = await nextRequest(broker);
    try {
      await broker.command('allow', request.id, ...words);
      return request;
    } catch (error) {
      if (looks === MOST_LOOKS || !String(error).includes('Look at it again')) throw error;
    }
  }
}
