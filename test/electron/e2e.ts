/** What the end-to-end specs share: the app, built once per file, and a foreign client that wants in. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extractPacked } from '../packaging/extract-packed.ts';
import { openAuthorization, untilAnswered } from '../support/browser.ts';
import { authorizationUrl, makePkce, postForm, postJson, register, type Tokens } from '../support/oauth-client.ts';
import { type BuiltApp, buildPages } from './build-pages.ts';
import type { DesktopApp, Launch } from './desktop-app.ts';
import { CHROMIUM } from './host/chromium.ts';
import { electronRuntime, launchElectron } from './launch-electron.ts';
import { launchStandIn } from './launch-stand-in.ts';

/** The real runtime, where it is asked for: `GATEHOUSE_RUNTIME=electron`, after a build. */
const runtime = process.env.GATEHOUSE_RUNTIME === 'electron' ? electronRuntime() : null;
/** The sources; or with `GATEHOUSE_RUNTIME=packed` what the installers bring, for every spec. */
const build = process.env.GATEHOUSE_RUNTIME === 'packed' ? extractPacked : buildPages;
/** Some cases look behind the stand-in: what a message box asked, what a method was told. */
export const onStandIn = runtime === null;
/** Skipped where there is nothing to run on, but never in CI. */
export const cannotRun = runtime === null && !existsSync(CHROMIUM) && !process.env.CI;

export type Suite = { launch(options?: Launch): Promise<DesktopApp>; end(): Promise<void> };

/** Launches as many apps as a file wants, and ends what it left. @param prepare where the app on the stand-in comes from */
export function createSuite(prepare: () => Promise<BuiltApp> = build): Suite {
  let built: BuiltApp | null = null;
  const running = new Set<DesktopApp>();
  return {
    async launch(options) {
      if (runtime === null) built ??= await prepare();
      const app = built === null ? await launchElectron(runtime ?? '', options) : await launchStandIn(built, options);
      running.add(app);
      return {
        ...app,
        async quit() {
          running.delete(app);
          return app.quit();
        },
      };
    },
    async end() {
      await Promise.all([...running].map((app) => app.quit()));
      built?.remove();
    },
  };
}

/** A program of somebody else: it listens for its answer and speaks to the memory endpoint. */
export type Client = {
  readonly redirectUri: string;
  readonly id: () => string;
  /** @returns after the 201 */
  register(app: DesktopApp): Promise<void>;
  /** Opens the login. @returns the address of the waiting page */
  ask(app: DesktopApp, overrides?: Record<string, string | null>): Promise<string>;
  /** What the browser brings back to it. */
  answer(page: string): Promise<URLSearchParams>;
  /** From the answer to the tokens. */
  redeem(app: DesktopApp, answer: URLSearchParams): Promise<Tokens>;
  close(): void;
};

export async function startClient(name: string): Promise<Client> {
  const server: Server = createServer((_request, response) => response.end('You can close this.'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const { verifier, challenge } = makePkce();
  let id = '';
  return {
    redirectUri,
    id: () => id,
    async register({ issuer }) {
      id = String((await register(issuer, { client_name: name, redirect_uris: [redirectUri] })).client_id);
    },
    async ask({ issuer }, overrides = {}) {
      const { page } = await openAuthorization(authorizationUrl(issuer, id, challenge, { redirect_uri: redirectUri, ...overrides }));
      return page;
    },
    answer: async (page) => (await untilAnswered(page)).location.searchParams,
    async redeem({ issuer }, answer) {
      const response = await postForm(`${issuer}/oauth/token`, {
        grant_type: 'authorization_code',
        code: answer.get('code') ?? '',
        client_id: id,
        code_verifier: verifier,
      });
      if (response.status !== 200) throw new Error(await response.text());
      return (await response.json()) as Tokens;
    },
    close: () => server.close(),
  };
}

export function callTool({ mcp }: DesktopApp, { access_token: token }: Tokens, name: string, input: Record<string, unknown> = {}): Promise<Response> {
  return postJson(
    mcp,
    { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } },
    { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' },
  );
}

export const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
