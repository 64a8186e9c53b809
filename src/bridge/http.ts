/** Requests to the broker over Node's own client: `fetch` would cost a quarter of the memory that a bridge may have. */
import type { IncomingMessage } from 'node:http';

/** Where the broker is, and what makes its connection its own. */
export type Endpoint = { readonly mcp: string /** PEM; null with http. */; readonly certificate: string | null };

export type Post = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
};

/** `sent`: the broker may have seen it. */
export class Unreached extends Error {
  override readonly name = 'Unreached';
  readonly sent: boolean;
  constructor(sent: boolean, cause: unknown) {
    super('the broker was not reached', { cause });
    this.sent = sent;
  }
}

export type Http = { post(post: Post): Promise<IncomingMessage>; close(): void };

/** @throws Unreached from `post` */
export function createHttp({ mcp, certificate }: Endpoint): Http {
  const isSecure = mcp.startsWith('https:');
  // Not by `import`, which asks a module for everything that it offers: of `node:http` that is `fetch` and all it needs.
  const { Agent, request } = process.getBuiltinModule('node:http');
  const secure = isSecure ? process.getBuiltinModule('node:https') : null;
  // Below the broker's own 30 s, so that a connection is not closed just while it is used again.
  const options = { keepAlive: true, timeout: 0, keepAliveMsecs: 1_000 };
  // The certificate came over the control socket, which is this user's: that very one is trusted, whatever it is called.
  const trust = { ca: certificate ?? [], allowPartialTrustChain: true, checkServerIdentity: () => undefined };
  const agent = secure === null ? new Agent(options) : new secure.Agent({ ...options, ...trust });
  const send = secure?.request ?? request;
  return {
    post: ({ url, headers, body, signal }) =>
      new Promise((resolve, reject) => {
        let sent = false;
        const outgoing = send(url, { method: 'POST', agent, signal, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, resolve);
        outgoing.once('socket', (socket) => {
          if (!socket.connecting) sent = true;
          else
            socket.once(isSecure ? 'secureConnect' : 'connect', () => {
              sent = true;
            });
        });
        outgoing.once('error', (error) => reject(new Unreached(sent, error)));
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** The whole of an answer that is known to be small. */
export async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
