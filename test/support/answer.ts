/** The person, answering from outside with the command. */
import type { RequestView } from '../../src/shared/views.ts';
import type { Broker } from './broker.ts';
import { PATIENCE } from './patience.ts';

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

export async function allowNext(broker: Broker, ...words: string[]): Promise<RequestView> {
  const request = await nextRequest(broker);
  await broker.command('allow', request.id, ...words);
  return request;
}
