/** Why an operation was not done, as RFC 9110 and RFC 6750 name it; the description is the sentence that MCP answers with. */
import type { FastifyReply } from 'fastify';
import type { NotWithoutPerson } from '../../mcp/one-call.ts';
import type { ToolOutcome } from '../../mcp/tool-calls.ts';
import type { RefusedBecause } from '../../memory/limits.ts';
import { sendInsufficientScope } from '../guards/permission.ts';

type Failure = Extract<ToolOutcome, { kind: 'refused' | 'failed' | 'needs-person' }>;

const REFUSED: Readonly<Record<RefusedBecause, { readonly status: number; readonly error: string }>> = {
  input: { status: 400, error: 'invalid_request' },
  missing: { status: 404, error: 'not_found' },
  conflict: { status: 409, error: 'conflict' },
};
const NOT_WITHOUT_PERSON: Readonly<Record<Exclude<NotWithoutPerson, 'insufficient_scope'>, number>> = {
  needs_person: 403,
  access_denied: 403,
  temporarily_unavailable: 503,
};

/** @param outcome anything but done and forbidden. @returns the reply, sent */
export function sendFailure(outcome: Failure, reply: FastifyReply): FastifyReply {
  switch (outcome.kind) {
    case 'failed':
      reply.request.trace.isIn = false;
      return reply.code(503).send({ error: 'server_error', error_description: `something failed here (${outcome.id}), try again` });
    case 'needs-person':
      if (outcome.code === 'insufficient_scope') return sendInsufficientScope(reply.request, reply, 'memory:admin');
      return reply.code(NOT_WITHOUT_PERSON[outcome.code]).send({ error: outcome.code, error_description: outcome.message });
    case 'refused': {
      const { status, error } = REFUSED[outcome.because];
      return reply.code(status).send({ error, error_description: outcome.message });
    }
  }
}
