/** The window in its plainest form: who is waiting, who is connected, and the way to end it. */
import type { WindowApi } from '../../src/shared/ipc.ts';
import { quotedName } from '../../src/shared/plain-text.ts';
import type { ClientView, RequestsView, StatusView } from '../../src/shared/views.ts';

const api = (window as unknown as { readonly gatehouse: WindowApi }).gatehouse;

async function ask<Value>(method: string, parameters?: unknown): Promise<Value> {
  const answer = await api.ask(method, parameters);
  if ('refused' in answer) throw new Error(answer.refused);
  return answer.value as Value;
}

function line(text: string, action: string, run: () => Promise<unknown>): HTMLLIElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = action;
  button.addEventListener('click', () => void run().then(draw, tell));
  const item = document.createElement('li');
  item.append(text, button);
  return item;
}

function fill(id: string, lines: readonly HTMLLIElement[], none: string): void {
  document.getElementById(id)?.replaceChildren(...(lines.length > 0 ? lines : [none]));
}

function tell(problem: unknown): void {
  const status = document.getElementById('status');
  if (status !== null) status.textContent = problem instanceof Error ? problem.message : String(problem);
}

async function draw(): Promise<void> {
  const status = await ask<StatusView>('status');
  const { requests } = await ask<RequestsView>('requests.list');
  const { clients } = await ask<{ readonly clients: readonly ClientView[] }>('clients.list');
  const connected = clients.filter(({ state }) => state === 'connected');
  tell(status.locked ? 'Everything is paused.' : `Running on ${new URL(status.issuer).host}`);
  fill(
    'waiting',
    requests.map(({ id, client, code }) => line(`${quotedName(client.name)}, code ${code}`, 'Review', () => api.review(id))),
    'Nobody is asking.',
  );
  fill(
    'connections',
    connected.map(({ id, name }) => line(quotedName(name), 'Disconnect', () => ask('clients.revoke', { id }))),
    'No programs connected yet.',
  );
}

api.onChanged(() => void draw().catch(tell));
void draw().catch(tell);
