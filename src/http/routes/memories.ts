/** Serves the table of `rest/operations.ts`: permission, input, work, answer, in this order for each. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/v4';
import type { RunningCalls } from '../../mcp/running-calls.ts';
import { type ToolCalls, type ToolOutcome, toolNamed } from '../../mcp/tool-calls.ts';
import { TOOL_SCOPES, type ToolName } from '../../mcp/tool-scopes.ts';
import type { Memories } from '../../memory/memories.ts';
import type { Access } from '../../oauth/access/access.ts';
import { sendInsufficientScope } from '../guards/permission.ts';
import { openApiDocument } from '../rest/openapi.ts';
import { BASES, OPERATIONS, type Operation } from '../rest/operations.ts';
import { sendFailure } from '../rest/send-failure.ts';
import type { Route } from '../route.ts';

type Deps = { readonly calls: ToolCalls; readonly running: RunningCalls; readonly memories: Memories; readonly version: string };

/** Bytes, as on the MCP wire: the longest content, every character of it escaped, and room for the rest. */
const BODY_LIMIT = 1_048_576;

export function memoryRoutes(deps: Deps): readonly Route[] {
  return [...operationRoutes(deps), documentRoute(deps)];
}

/**
 * For whoever holds any token. It holds no secret, but below a protected resource nothing tells a stranger what exists
 * (ruling 20), and one public route would take that away from everything else under its first segment.
 */
function documentRoute({ version }: Deps): Route {
  return {
    methods: ['GET'],
    paths: ['/api/openapi.json'],
    policy: 'bearer',
    origin: 'none',
    body: 'none',
    handler: (request, reply) => reply.send(openApiDocument(request.spelling, version)),
  };
}

function operationRoutes(deps: Deps): readonly Route[] {
  const paths = Map.groupBy(OPERATIONS, ({ path }) => path);
  return [...paths].map(([path, operations]) => ({
    methods: operations.map(({ method }) => method),
    paths: BASES.map((base) => `${base}${path}`),
    policy: 'bearer',
    origin: 'none',
    body: 'json',
    bodyLimit: BODY_LIMIT,
    handler: (request, reply) => {
      const operation = operations.find(({ method }) => method === request.method);
      if (operation === undefined) throw new Error('a route was reached with a method that it does not serve');
      return serve(deps, operation, request, reply);
    },
  }));
}

async function serve({ calls, running, memories }: Deps, operation: Operation, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { access } = request;
  if (access === null) throw new Error('a bearer route was reached without access');
  const { tool, input, work, send } = operation;
  running.track(access.grantId, reply.raw);
  const needed = calls.missing(access, tool);
  if (needed !== null) return sendInsufficientScope(request, reply, needed);
  request.trace.isIn = true;
  const outcome =
    work === undefined ? await call(calls, access, tool, input?.(request)) : await calls.perform(access, tool, () => work(memories, access, request));
  if (outcome.kind === 'done') return send(outcome.result, reply);
  return outcome.kind === 'forbidden' ? sendInsufficientScope(request, reply, TOOL_SCOPES[tool]) : sendFailure(outcome, reply);
}

/** What the schema objects to is refused in its own words, as on MCP: member by member. */
async function call(calls: ToolCalls, access: Access, tool: ToolName, input: unknown): Promise<ToolOutcome> {
  // Without a Content-Type there is nothing that could be parsed, and so nothing that was refused before.
  if (input === undefined) return { kind: 'refused', because: 'input', message: 'the body is empty' };
  const parsed = toolNamed(tool).input.safeParse(input);
  if (parsed.success) return calls.call(access, tool, parsed.data);
  return { kind: 'refused', because: 'input', message: parsed.error.issues.map(sentenceOf).join(', ') };
}

function sentenceOf({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
