/** The REST twin of the memory tools: the same permissions, limits and records, through the same calls. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ToolCalls, toolNamed } from '../../mcp/tool-calls.ts';
import type { ToolName } from '../../mcp/tool-scopes.ts';
import { memoryView } from '../../mcp/views.ts';
import type { Memories } from '../../memory/memories.ts';
import type { Access } from '../../oauth/access/access.ts';
import { OAuthError } from '../../oauth/errors.ts';
import { readParameters, single } from '../../oauth/parameters.ts';
import { sendInsufficientScope } from '../guards/permission.ts';
import type { Route } from '../route.ts';

type Deps = { readonly calls: ToolCalls; readonly memories: Memories };
type Handler = (request: FastifyRequest, reply: FastifyReply, access: Access) => Promise<unknown>;

const BASES = ['/api/memories', '/memory/v1/items'];
/** Bytes: the longest content in four-byte characters, and room for the rest. */
const BODY_LIMIT = 524_288;
const TEXTS = ['query', 'phrase', 'match', 'kind', 'client', 'after', 'before', 'cursor'];

export function memoryRoutes({ calls, memories }: Deps): readonly Route[] {
  const route = (path: string, handlers: Partial<Record<Method, Handler>>): Route => ({
    methods: Object.keys(handlers) as Method[],
    paths: BASES.map((base) => `${base}${path}`),
    policy: 'bearer',
    origin: 'none',
    body: 'json',
    bodyLimit: BODY_LIMIT,
    handler: async (request, reply) => {
      const handler = handlers[request.method as Method];
      if (request.access === null || handler === undefined) throw new Error('a bearer route was reached without access');
      return handler(request, reply, request.access);
    },
  });

  /** @param send what becomes of the result */
  async function call(name: ToolName, input: unknown, [request, reply, access]: Parameters<Handler>, send: (result: Result) => unknown): Promise<unknown> {
    const needed = calls.missing(access, name);
    if (needed !== null) return sendInsufficientScope(request, reply, needed);
    const parsed = toolNamed(name).input.safeParse(input);
    if (!parsed.success) throw new OAuthError('invalid_request', `${parsed.error.issues[0]?.path.join('.') || 'the body'} is not what is expected here`);
    const outcome = await calls.call(access, name, parsed.data);
    if (outcome.kind === 'done') return send(outcome.result);
    if (outcome.kind === 'forbidden') return reply.code(403).send({ error: 'insufficient_scope', error_description: 'the permission for this has ended' });
    if (outcome.kind === 'failed')
      return reply.code(503).send({ error: 'server_error', error_description: `something failed here (${outcome.id}), try again` });
    return reply.code(outcome.missing ? 404 : 400).send({ error: outcome.missing ? 'not_found' : 'invalid_request', error_description: outcome.message });
  }

  /** Reads through the tool that has the same permission, so that both are recorded alike. */
  async function look(name: ToolName, [request, reply, access]: Parameters<Handler>, read: () => Promise<unknown>): Promise<unknown> {
    const needed = calls.missing(access, name);
    return needed === null ? read() : sendInsufficientScope(request, reply, needed);
  }

  const search: Handler = (...args) => call('memory_search', searchInput(args[0]), args, (result) => args[1].send({ next: null, ...result }));

  return [
    route('', {
      GET: search,
      POST: (...args) => {
        const [request, reply] = args;
        return call('memory_store', request.body, args, (result) =>
          reply
            .code(result.outcome === 'stored' ? 201 : 200)
            .header('location', `${BASES[0]}/${String(result.id)}`)
            .send(result),
        );
      },
    }),
    route('/search', { GET: search }),
    route('/tags', { GET: (...args) => look('memory_search', args, async () => args[1].send({ tags: await memories.tags(args[2]) })) }),
    route('/:id', {
      GET: async (...args) => {
        const [request, reply, access] = args;
        return look('memory_search', args, async () => {
          const memory = await memories.get(access, idOf(request));
          return memory === null ? notFound(reply, idOf(request)) : reply.send(memoryView(memory));
        });
      },
      PATCH: (...args) => call('memory_update', { ...object(args[0].body), id: idOf(args[0]) }, args, (result) => args[1].send(result)),
      DELETE: (...args) =>
        call('memory_forget', { id: idOf(args[0]) }, args, (result) =>
          (result.forgotten as readonly string[]).length === 0 ? notFound(args[1], idOf(args[0])) : args[1].code(204).send(),
        ),
    }),
  ];
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type Result = Readonly<Record<string, unknown>>;

function idOf(request: FastifyRequest): string {
  return (request.params as { id?: string }).id ?? '';
}

function object(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : {};
}

function notFound(reply: FastifyReply, id: string): FastifyReply {
  return reply.code(404).send({ error: 'not_found', error_description: `There is no memory ${id}.` });
}

function searchInput(request: FastifyRequest): Record<string, unknown> {
  const parameters = readParameters(request.raw.url?.split('?').slice(1).join('?') ?? '');
  const tags = single(parameters, 'tags')?.split(',');
  const limit = single(parameters, 'limit');
  const texts = TEXTS.map((name) => [name, single(parameters, name)] as const).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(texts), ...(tags === undefined ? {} : { tags }), ...(limit === undefined ? {} : { limit: Number(limit) }) };
}
