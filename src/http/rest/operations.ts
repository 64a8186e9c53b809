/** The REST twin of the memory tools, as one table: each operation is a tool's permission, record and limits at an address. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readItem, readTags } from '../../mcp/reads.ts';
import type { ToolName } from '../../mcp/tool-scopes.ts';
import { MemoryMissing } from '../../memory/limits.ts';
import type { Memories } from '../../memory/memories.ts';
import type { Access } from '../../oauth/access/access.ts';
import { object, searchInput } from './read-input.ts';

type Result = Readonly<Record<string, unknown>>;

export type Operation = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the base. */
  readonly path: string;
  /** Its permission is needed, its input schema holds, and it stands in the record. */
  readonly tool: ToolName;
  /** What the tool is given. */
  readonly input?: (request: FastifyRequest) => unknown;
  /** Instead of the tool, where none does exactly this. */
  readonly work?: (memories: Memories, access: Access, request: FastifyRequest) => Promise<Result>;
  readonly send: (result: Result, reply: FastifyReply) => unknown;
};

/** The canonical base first; `Location` names it. */
export const BASES: readonly [string, string] = ['/api/memories', '/memory/v1/items'];

const send: Operation['send'] = (result, reply) => reply.send(result);
const sendPage: Operation['send'] = (result, reply) => reply.send({ next: null, ...result });

export const OPERATIONS: readonly Operation[] = [
  { method: 'GET', path: '', tool: 'memory_search', input: searchInput, send: sendPage },
  { method: 'POST', path: '', tool: 'memory_store', input: ({ body }) => body, send: sendStored },
  { method: 'GET', path: '/search', tool: 'memory_search', input: searchInput, send: sendPage },
  { method: 'GET', path: '/tags', tool: 'memory_search', work: readTags, send },
  { method: 'GET', path: '/:id', tool: 'memory_search', work: (memories, access, request) => readItem(memories, access, idOf(request)), send },
  { method: 'PATCH', path: '/:id', tool: 'memory_update', input: (request) => ({ ...object(request.body), id: idOf(request) }), send },
  { method: 'DELETE', path: '/:id', tool: 'memory_forget', work: forget, send: (_result, reply) => reply.code(204).send() },
];

async function forget(memories: Memories, access: Access, request: FastifyRequest): Promise<Result> {
  const forgotten = await memories.forget(access, [idOf(request)]);
  if (forgotten.length === 0) throw new MemoryMissing(idOf(request));
  return { forgotten };
}

/** RFC 9110 §15.3.2: 201 only when something came into being; an exact duplicate has been there. */
function sendStored(result: Result, reply: FastifyReply): unknown {
  return reply
    .code(result.outcome === 'existing' ? 200 : 201)
    .header('location', `${BASES[0]}/${String(result.id)}`)
    .send(result);
}

function idOf(request: FastifyRequest): string {
  const { id = '' } = request.params as { id?: string };
  return id;
}
