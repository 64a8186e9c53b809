import type { RequestView } from '../../src/shared/views.ts';
import { commandIn } from '../support/broker.ts';

/** The request that waits in that profile, as a list shows it. */
export async function requestIn(directory: string): Promise<RequestView> {
  const [request] = (await commandIn<{ requests: RequestView[] }>(directory, 'requests')).requests;
  if (request === undefined) throw new Error('nothing waits');
  return request;
}
