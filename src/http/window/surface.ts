/** One of the two ports: a page, the link that lets a tab in, and the calls that only such a tab can make. */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { LONGEST_LINE } from '../../shared/control.ts';
import type { Theme } from '../../shared/live-settings.ts';
import { SESSION_HEADER, SESSION_KEY, windowEnded } from '../../shared/window-wire.ts';
import type { HttpHandler } from '../app.ts';
import { endEmptyBodies } from '../empty-bodies.ts';
import { sendNotFound } from '../guards/target.ts';
import { html, sendPage } from '../pages/layout.ts';
import { readableTarget } from '../readable-target.ts';
import { type Address, guardCaller, guardOpening, guardOwnPage } from './guards.ts';
import type { Links } from './links.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { inTheme, type Page } from './pages.ts';
import type { Sessions } from './sessions.ts';

/** @param body a page's words: nothing is known about them. @param signal aborts when the page is gone */
export type Call<Subject> = (subject: Subject, body: unknown, signal: AbortSignal) => unknown;

type Deps<Subject> = {
  readonly address: Address;
  readonly files: ReadonlyMap<string, Page>;
  readonly links: Links<Subject>;
  readonly sessions: Sessions<Subject>;
  /** By path. */
  readonly calls: Readonly<Record<string, Call<Subject>>>;
  readonly theme: () => Theme;
  /** What is typed to open the window. */
  readonly command: string;
  readonly testProfile: boolean;
  readonly onFault: (error: unknown, where: string) => void;
};

export async function createSurface<Subject>(deps: Deps<Subject>): Promise<{ handler: HttpHandler; close(): Promise<void> }> {
  const app = Fastify({
    logger: false,
    exposeHeadRoutes: false,
    trustProxy: false,
    bodyLimit: LONGEST_LINE,
    return503OnClosing: true,
    rewriteUrl: readableTarget,
  });
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  endEmptyBodies(app);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => parse(request, String(body), done));
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(PAGE_HEADERS);
    if (!guardCaller(deps.address, request, reply)) return reply;
  });
  app.setErrorHandler((error, request, reply) => {
    const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status < 500) return reply.code(status).send({ error: 'the request could not be read' });
    deps.onFault(error, request.routeOptions.url ?? 'the window');
    return reply.code(500).send({ error: 'something went wrong here' });
  });
  app.setNotFoundHandler((_request, reply) => sendNotFound(reply));
  addOpening(app, deps);
  addFiles(app, deps);
  for (const [path, call] of Object.entries(deps.calls)) addCall(app, path, call, deps);
  await app.ready();
  return { handler: (request, response) => app.routing(request, response), close: () => app.close() };
}

/** The link is used up by opening it, and the session's secret never stands in an address. */
function addOpening<Subject>(app: FastifyInstance, { links, sessions, command, testProfile }: Deps<Subject>): void {
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => (guardOpening(request, reply) ? undefined : reply);
  app.get('/open/:link', { onRequest }, (request, reply) => {
    const { link = '' } = request.params as { link?: string };
    const subject = links.redeem(link);
    if (subject === null) return sendPage(reply, 410, usedPage(command), testProfile);
    const script = `sessionStorage.setItem(${JSON.stringify(SESSION_KEY)},${JSON.stringify(sessions.begin(subject))});location.replace('/')`;
    return sendPage(reply, 200, { ...OPENING, script }, testProfile);
  });
}

const OPENING = { title: 'Gatehouse', body: html`<h1>Gatehouse</h1><p>Opening the window.</p><noscript><p>It needs JavaScript.</p></noscript>` };
const usedPage = (command: string) => ({
  title: 'Gatehouse',
  body: html`<h1>This link opens nothing any more</h1><p>It works once, and for a minute. Make another one with:</p><p><code>${command}</code></p>`,
});

function addFiles<Subject>(app: FastifyInstance, { files, theme }: Deps<Subject>): void {
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => (guardOwnPage(request, reply) ? undefined : reply);
  app.get('/*', { onRequest }, (request, reply) => {
    const { '*': path = '' } = request.params as { '*'?: string };
    // What every browser asks for by itself.
    if (path === 'favicon.ico') return reply.code(204).send();
    const name = path === '' ? 'index.html' : path;
    const file = files.get(name);
    if (file === undefined) return sendNotFound(reply);
    return reply.type(file.type).send(Buffer.from(name === 'index.html' ? inTheme(file.content, theme()) : file.content));
  });
}

function addCall<Subject>(app: FastifyInstance, path: string, call: Call<Subject>, { sessions, command }: Deps<Subject>): void {
  const ended = { refused: windowEnded(command) };
  const subjectOf = ({ headers }: FastifyRequest): Subject | null => {
    const presented = headers[SESSION_HEADER];
    return sessions.find(typeof presented === 'string' ? presented : undefined);
  };
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!guardOwnPage(request, reply)) return reply;
    // Before the body is read.
    if (subjectOf(request) === null) return reply.code(401).send(ended);
  };
  app.post(path, { onRequest }, async (request, reply) => {
    const subject = subjectOf(request);
    if (subject === null) return reply.code(401).send(ended);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return reply.send({ value: (await call(subject, request.body, gone.signal)) ?? null });
  });
}
