/** Bytes in, bytes out: the guards in their order, then the routes. No decisions are made here. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { RefusalReason } from '../activity/events.ts';
import type { Exchange } from '../attempts/exchange.ts';
import type { AccessCheck } from '../oauth/access/access.ts';
import type { Spellings } from '../oauth/spellings.ts';
import type { RateLimit } from '../shared/rate-limit.ts';
import { asTyped } from './as-typed.ts';
import type { Callers } from './caller.ts';
import { endEmptyBodies } from './empty-bodies.ts';
import { guardBearer } from './guards/bearer.ts';
import { guardCallerTraffic } from './guards/caller-traffic.ts';
import { createClientTrafficGuard } from './guards/client-traffic.ts';
import { guardNavigation } from './guards/fetch-metadata.ts';
import { guardHeaderCount } from './guards/header-count.ts';
import { guardHost } from './guards/host.ts';
import { guardListedOrigin } from './guards/listed-origin.ts';
import { createAnswerLimit } from './guards/longest-answer.ts';
import { guardOrigin } from './guards/origin.ts';
import { guardTarget, sendNotFound } from './guards/target.ts';
import { protectedPaths } from './protected-paths.ts';
import { readableTarget } from './readable-target.ts';
import type { BodyKind, Route } from './route.ts';
import { createErrorHandler } from './send-error.ts';
import { traceExchanges } from './trace/trace-exchanges.ts';

type Deps = {
  readonly routes: readonly Route[];
  readonly spellings: Spellings;
  readonly access: AccessCheck;
  /** Whether the person listed this website in the settings. */
  readonly isListed: (origin: string) => boolean;
  /** What is served without a token, by caller. */
  readonly requests: RateLimit;
  readonly callers: Callers;
  /** What is served with one, by client. */
  readonly calls: RateLimit;
  readonly callsAtOnce: number;
  /** Milliseconds until an answer must have begun. */
  readonly longestAnswer: number;
  /** @param program the client's name, once its token was good */
  readonly onRefusal: (reason: RefusalReason, program?: string | null) => void;
  readonly onFault: (error: unknown, where: string) => string;
  /** What was asked and answered on a program's way in. */
  readonly onExchange: (exchange: Exchange) => void;
};

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void;

const BODY_LIMIT = 65_536;
const LONGEST_PARAMETER = 65_536;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'] as const;

/** @returns a handler for any number of listeners, and its end */
export async function createHttp(deps: Deps): Promise<{ handler: HttpHandler; routes: readonly Route[]; close(): Promise<void> }> {
  // No HEAD twins: a HEAD on the authorization endpoint would raise a prompt.
  const app = Fastify({
    logger: false,
    exposeHeadRoutes: false,
    trustProxy: false,
    bodyLimit: BODY_LIMIT,
    return503OnClosing: true,
    rewriteUrl: readableTarget,
    // Above what the server accepts as a head: a longer one would be answered before any guard.
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
  });
  // Before any scope, which would inherit them: Fastify's own read what is sent to an address where nothing is, too.
  app.removeAllContentTypeParsers();
  app.decorateRequest('access', null);
  app.decorateRequest('spelling');
  app.decorateRequest('route');
  app.setErrorHandler(createErrorHandler(deps));
  app.addHook('onRoute', ({ config, url }) => {
    if (config?.route === undefined) throw new Error(`the route ${url} states no policy`);
  });
  traceExchanges(app, deps.onExchange);
  addGuards(app, deps);
  for (const kind of ['none', 'form', 'json', 'stream'] as const) {
    app.register(async (scope) => {
      addBodyParser(scope, kind);
      for (const route of deps.routes.filter(({ body }) => body === kind)) addRoute(scope, route);
    });
  }
  // Who typed the address into a program by hand often leaves its end away, and reads no more than this.
  app.setNotFoundHandler(({ spelling }, reply) => sendNotFound(reply, `; programs connect to ${spelling.resource}`));
  await app.ready();
  return { handler: (request, response) => app.routing(request, response), routes: deps.routes, close: () => app.close() };
}

/** Host, then the target's form, then Origin, then navigation, then bearer, then rates: each before the body is read (ruling 20). */
function addGuards(app: FastifyInstance, { routes, spellings, access, isListed, requests, callers, calls, callsAtOnce, longestAnswer, onRefusal }: Deps): void {
  const isProtected = protectedPaths(routes);
  const limitAnswer = createAnswerLimit(longestAnswer);
  const guardClientTraffic = createClientTrafficGuard({ calls, atOnce: callsAtOnce, onRefusal });

  /** @returns false after answering */
  function mayPass(request: FastifyRequest, reply: FastifyReply): boolean {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    limitAnswer(reply);
    const spelling = guardHost(spellings, request, reply);
    if (spelling === null) {
      onRefusal('host_refused');
      request.trace.reason = 'host_refused';
      return false;
    }
    request.spelling = asTyped(spelling, request.url);
    if (!guardHeaderCount(request, reply) || !guardTarget(request, reply)) return false;
    const { route } = request;
    const listed = guardListedOrigin(isListed, route, request, reply);
    if (listed === 'answered') return false;
    if (listed === 'no' && !guardOrigin(route?.origin ?? 'none', request, reply)) {
      onRefusal('origin_refused');
      request.trace.reason = 'origin_refused';
      return false;
    }
    return !route?.documentOnly || guardNavigation(request, reply);
  }

  const needsToken = ({ route, url }: FastifyRequest): boolean => route?.policy === 'bearer' || (route === undefined && isProtected(url));

  /** @returns false after answering */
  async function mayCall(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    if (!(await guardBearer({ access, onRefusal }, request, reply))) return false;
    return request.route?.unmetered || guardClientTraffic(request, reply);
  }

  // Who has answered does not call `done`. No promise where nothing is waited for.
  app.addHook('onRequest', (request, reply, done) => {
    // Fastify makes `routeOptions` anew at every look.
    request.route = request.routeOptions.config.route;
    if (!mayPass(request, reply)) return;
    if (needsToken(request)) mayCall(request, reply).then((may) => (may ? done() : undefined), done);
    else if (guardCallerTraffic({ requests, callers, onRefusal }, request, reply)) done();
  });
}

function addBodyParser(scope: FastifyInstance, kind: BodyKind): void {
  if (kind === 'none') return;
  endEmptyBodies(scope);
  if (kind === 'form') scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  // Prototype pollution is refused, not repaired.
  if (kind === 'json') {
    const parse = scope.getDefaultJsonParser('error', 'error');
    // Many libraries name a content type with every DELETE, which has no content (RFC 9110 §9.3.5).
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
      request.method === 'DELETE' && body === '' ? done(null) : parse(request, String(body), done),
    );
  }
  if (kind === 'stream') scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

/** The route itself, and a 405 with `Allow` for every other method at its paths. */
function addRoute(scope: FastifyInstance, route: Route): void {
  const others = METHODS.filter((method) => !(route.methods as readonly string[]).includes(method));
  for (const url of route.paths) {
    scope.route({
      method: [...route.methods],
      url,
      config: { route },
      handler: route.handler,
      ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    });
    const refuse = async (_request: FastifyRequest, reply: FastifyReply) =>
      reply.code(405).header('allow', route.methods.join(', ')).send({ error: 'invalid_request', error_description: 'this method is not served here' });
    // As a hook as well: a body of any type must not turn the 405 into a 415.
    scope.route({ method: [...others], url, config: { route: withoutNavigation(route) }, onRequest: refuse, handler: refuse });
  }
}

function withoutNavigation({ documentOnly: _, ...route }: Route): Route {
  return route;
}
