import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConsentDesk } from '../../consent/desk.ts';
import type { OpenerAt } from '../../consent/evidence/opener-at.ts';
import type { Authorize } from '../../oauth/authorize/authorize.ts';
import type { Deliver } from '../../oauth/authorize/deliver.ts';
import { UnknownClient } from '../../oauth/authorize/find-client.ts';
import type { WhoAsks } from '../../oauth/authorize/who-asks.ts';
import { queryOf } from '../../oauth/parameters.ts';
import type { Place } from '../../shared/place.ts';
import { hashSecret } from '../../shared/secrets.ts';
import { connectionOf } from '../connections/connection-of.ts';
import { openingOf } from '../guards/fetch-metadata.ts';
import { type Page, sendPage } from '../pages/layout.ts';
import { answeredPage, problemPage, unknownRequestPage } from '../pages/problem.ts';
import { unknownClientPage } from '../pages/unknown-client.ts';
import { waitingPage } from '../pages/waiting.ts';
import type { Route } from '../route.ts';

type Deps = {
  readonly authorize: Authorize;
  readonly deliver: Deliver;
  readonly whoAsks: WhoAsks;
  readonly desk: ConsentDesk;
  readonly openerAt: OpenerAt;
  readonly testProfile: boolean;
  readonly place: Place;
};

/** Milliseconds; shorter than what proxies and browsers cut off. */
const LONG_POLL = 25_000;

/** OAuth 2.1 §4.1.1 and the waiting page (ruling 33). */
export function authorizeRoutes({ authorize, deliver, whoAsks, desk, openerAt, testProfile, place }: Deps): readonly Route[] {
  const common = { methods: ['GET'], policy: 'public', body: 'none' } as const;
  const page = (reply: FastifyReply, status: number, content: Page) => sendPage(reply, status, content, testProfile);

  async function start(request: FastifyRequest, reply: FastifyReply) {
    const query = queryOf(request.raw.url);
    const opener = request.spelling.external ? undefined : openerAt(connectionOf(request));
    const outcome = await authorize(query, request.spelling, { ...openingOf(request), opener });
    request.trace.error = outcome.error;
    if (outcome.kind === 'redirect') return reply.code(303).header('location', outcome.location).send();
    if (outcome.error instanceof UnknownClient) return page(reply, 400, unknownClientPage(await whoAsks(query)));
    return page(reply, outcome.error.status === 401 ? 400 : outcome.error.status, problemPage(outcome.error, outcome.withheld));
  }

  async function wait(request: FastifyRequest, reply: FastifyReply) {
    const handle = handleOf(request);
    const waiting = desk.waiting(handle);
    if (waiting !== null) return page(reply, 200, waitingPage(waiting, handle, place));
    const answer = await deliver(hashSecret(handle));
    if (answer.kind === 'redirect') {
      request.trace.clientId = answer.codeFor;
      return reply.code(303).header('location', answer.location).send();
    }
    return answer.kind === 'gone' ? page(reply, 410, answeredPage()) : page(reply, 404, unknownRequestPage());
  }

  async function poll(request: FastifyRequest, reply: FastifyReply) {
    const handle = handleOf(request);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    await desk.untilAnswered(handle, LONG_POLL, gone.signal);
    return reply.send({ waiting: desk.waiting(handle) !== null });
  }

  async function cancel(request: FastifyRequest, reply: FastifyReply) {
    const handle = handleOf(request);
    await desk.withdraw(handle);
    // Whatever was asked for comes back escaped: a line break in a header would be a fault of ours.
    return reply
      .code(303)
      .header('location', `${request.spelling.origin}/oauth/authorize/${encodeURIComponent(handle)}`)
      .send();
  }

  return [
    { ...common, paths: ['/oauth/authorize', '/authorize'], origin: 'none', documentOnly: true, handler: start },
    { ...common, paths: ['/oauth/authorize/:handle'], origin: 'none', documentOnly: true, handler: wait },
    { ...common, paths: ['/oauth/authorize/:handle/poll'], origin: 'own', handler: poll },
    { ...common, paths: ['/oauth/authorize/:handle/cancel'], origin: 'none', documentOnly: true, handler: cancel },
  ];
}

function handleOf(request: FastifyRequest): string {
  const { handle = '' } = request.params as { handle?: string };
  return handle;
}
