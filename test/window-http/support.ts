/** The window and its popup on real ports, over a broker whose clock stands still. */
import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { createAdmin } from '../../src/admin/admin.ts';
import type { Admin } from '../../src/admin/method.ts';
import { createHttpWindow, type HttpWindow } from '../../src/http/window/http-window.ts';
import type { BuiltPages } from '../../src/http/window/pages.ts';
import type { PopupState } from '../../src/shared/ipc.ts';
import type { StatusView } from '../../src/shared/views.ts';
import { SESSION_HEADER } from '../../src/shared/window-wire.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, makePkce, openWaiting, register } from '../support/oauth-client.ts';

const file = (text: string) => new TextEncoder().encode(text);
const pages: BuiltPages = {
  window: new Map([['index.html', file('<!doctype html><html><head></head><body>the window</body></html>')]]),
  consent: new Map([['index.html', file('<!doctype html><html><head></head><body>the popup</body></html>')]]),
  transport: new Map(['window.js', 'consent.js', 'post.js'].map((name) => [name, file('1')])),
};

/** With all that HTML and a replacement could take for theirs. */
export const COMMAND = `npm run --silent gatehouse -- window --data-dir '/tmp/$& "<b>'`;

export type Scene = {
  readonly gatehouse: TestGatehouse;
  readonly admin: Admin;
  readonly window: HttpWindow;
  readonly faults: unknown[];
  close(): Promise<void>;
};

export async function startScene(built: () => Promise<BuiltPages | { missing: string }> = async () => pages): Promise<Scene> {
  const gatehouse = await startGatehouse();
  const faults: unknown[] = [];
  const admin = createAdmin({ ...gatehouse, status: async () => ({ locked: false }) as StatusView });
  const window = createHttpWindow({
    admin: () => admin,
    desk: gatehouse.desk,
    onChange: gatehouse.desk.onChange,
    pages: built,
    random: { bytes: (count) => randomBytes(count) },
    monotonic: gatehouse.clock.now,
    theme: () => 'system',
    command: COMMAND,
    testProfile: false,
    onFault: (error) => void faults.push(error),
  });
  return {
    gatehouse,
    admin,
    window,
    faults,
    async close() {
      await window.close();
      await gatehouse.close();
    },
  };
}

export type Answer = { readonly status: number; readonly headers: Record<string, string | string[] | undefined>; readonly body: string };
export type Ask = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: unknown };

/** A request with exactly these headers, whatever a browser would have added. */
export function send(url: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  const { port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path: pathname + search, method, headers, agent: false }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A tab that came by a link. */
export type Tab = {
  readonly origin: string;
  readonly secret: string;
  call(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  value<Value>(path: string, body?: unknown): Promise<Value>;
};

export async function enter(link: string): Promise<Tab> {
  const { origin } = new URL(link);
  const opened = await send(link);
  const [, secret = ''] = /setItem\("[^"]+","([^"]+)"\)/.exec(opened.body) ?? [];
  if (opened.status !== 200 || secret === '') throw new Error(`the link answered ${opened.status}`);
  const call: Tab['call'] = (path, body = {}, headers = {}) =>
    send(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', [SESSION_HEADER]: secret, ...headers }, body });
  return {
    origin,
    secret,
    call,
    async value<Value>(path: string, body?: unknown) {
      const answer = await call(path, body);
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
      return (JSON.parse(answer.body) as { value: Value }).value;
    },
  };
}

/** A client asks. @returns its waiting page and its request */
export async function ask({ gatehouse: { url, desk } }: Scene, name = 'Claude Code') {
  const { client_id: clientId } = await register(url, { client_name: name });
  const page = await openWaiting(authorizationUrl(url, String(clientId), makePkce().challenge));
  const request = desk.list().find(({ client }) => client.id === clientId);
  if (request === undefined) throw new Error('nothing waits');
  return { page, request };
}

/** The popup of a request, opened from the window. */
export async function review(window: Tab, id: string): Promise<Tab> {
  const { url } = await window.value<{ url: string | null }>('/review', { id });
  if (url === null) throw new Error('it does not wait');
  return enter(url);
}

export const ALLOW = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' } as const;
export const stateOf = (popup: Tab): Promise<PopupState> => popup.value('/state');
