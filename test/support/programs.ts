/** Real programs, as processes of their own, that listen and register over real sockets. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { procFiles } from '../../src/edge/machine/proc-files.ts';
import type { ProcFiles } from '../../src/shared/machine.ts';

const directory = join(import.meta.dirname, 'programs');

type Options = {
  readonly host?: string;
  readonly port?: number;
  /** The file to run; any copy of `program.ts`. */
  readonly script?: string;
  /** Further words of its command line. */
  readonly words?: readonly string[];
};

export type TestProgram = {
  readonly pid: number;
  readonly port: number;
  readonly redirectUri: string;
  /** Registers from its own process. @returns the client id */
  registers(url: string, body?: Record<string, unknown>): Promise<string>;
  stop(): Promise<void>;
};

/** A program that a launcher has started and that listens. */
export async function startProgram({ host = '127.0.0.1', port = 0, script = join(directory, 'program.ts'), words = [] }: Options = {}): Promise<TestProgram> {
  const environment = { ...process.env, LISTEN_HOST: host, LISTEN_PORT: String(port) };
  const launcher = spawn(process.execPath, [join(directory, 'launcher.ts'), script, ...words], { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(launcher, 'exit');
  const lines = createInterface({ input: launcher.stdout })[Symbol.asyncIterator]();
  const answer = async <Answer>(): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the program has ended');
    return JSON.parse(value) as Answer;
  };
  const started = await answer<{ pid: number; port: number }>();
  const redirectUri = `http://127.0.0.1:${started.port}/callback`;
  return {
    ...started,
    redirectUri,
    async registers(url, body = {}) {
      launcher.stdin.write(
        `${JSON.stringify({
          url: `${url}/oauth/register`,
          body: { client_name: 'Test client', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none', ...body },
        })}\n`,
      );
      return (await answer<{ client_id: string }>()).client_id;
    },
    async stop() {
      launcher.stdin.end();
      await ended;
    },
  };
}

/** This computer's `/proc` as it is outside of containers, wherever the tests run. */
export const wholeComputer: ProcFiles = {
  ...procFiles,
  read: async (path) => (path === '/proc/version' ? 'Linux version 6.12.0' : procFiles.read(path)),
  readLink: async (path) => (path === '/proc/self/ns/pid' ? 'pid:[4026531836]' : procFiles.readLink(path)),
};

export type Listening = { readonly port: number; close(): Promise<void> };

/** This process listens. */
export async function listenHere(host = '127.0.0.1', port = 0): Promise<Listening> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  return listening(server);
}

/**
 * A listener of another ordinary user than `ownUid`. The administrator can open one as somebody else; anybody else opens
 * one as themselves, and the broker is told that it runs as somebody else.
 */
export async function listenAsAnotherUser(port = 0): Promise<Listening & { readonly ownUid: number }> {
  const listening = await asAnotherUser(() => listenHere('127.0.0.1', port));
  return { ...listening, ownUid: uidOfAnotherBroker() };
}

/** Root takes on another user for a while; anybody else is one to a broker of somebody else. */
export async function asAnotherUser<Value>(work: () => Promise<Value>): Promise<Value> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** The user of the broker to whom `asAnotherUser` is another. */
export function uidOfAnotherBroker(): number {
  const uid = process.getuid?.() ?? 0;
  return uid === 0 ? 0 : uid + 1;
}

function listening(server: Server): Listening {
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
