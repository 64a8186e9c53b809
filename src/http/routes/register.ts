import { programKey, UNKNOWN_PROGRAM } from '../../consent/attention/asker.ts';
import type { ProgramAt } from '../../consent/evidence/program-at.ts';
import { OAuthError } from '../../oauth/errors.ts';
import type { Register } from '../../oauth/register/register.ts';
import type { RateLimit } from '../../shared/rate-limit.ts';
import type { Callers } from '../caller.ts';
import { connectionOf } from '../connections/connection-of.ts';
import type { Route } from '../route.ts';

type Deps = {
  readonly register: Register;
  readonly programAt: ProgramAt;
  /** How often one program may register. */
  readonly rate: RateLimit;
  readonly callers: Callers;
};

/** RFC 7591 §3. JSON only: a form of a website could be sent without a preflight. */
export function registerRoutes({ register, programAt, rate, callers }: Deps): readonly Route[] {
  return [
    {
      methods: ['POST'],
      paths: ['/oauth/register', '/register'],
      policy: 'public',
      origin: 'none',
      listedOrigins: true,
      body: 'json',
      handler: async (request, reply) => {
        const program = await programAt({ ...connectionOf(request), socket: request.raw.socket });
        // By what the kernel says, not by what a registration says about itself. What comes through a proxy is not the proxy's.
        const key = programKey(program);
        const wait = rate.take(callers.behindProxy(request) ?? (key === UNKNOWN_PROGRAM ? callers.of(request) : key));
        if (wait > 0)
          throw new OAuthError('temporarily_unavailable', 'this program registers too often', { status: 429, retryAfter: wait, reason: 'rate_limited' });
        const information = await register(request.body, program, request.spelling);
        request.trace.clientId = String(information.client_id);
        return reply.code(201).send(information);
      },
    },
  ];
}
