/** The REST twin of the memory tools, as one table: each operation is a tool's permission, record and limits at an address. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/v4';
import { changedOutput, forgottenOutput, memoryOutput, pageOutput, storedOutput, tagsOutput } from '../../mcp/outputs.ts';
import { readItem, readTags } from '../../mcp/reads.ts';
import type { ToolName } from '../../mcp/tool-scopes.ts';
import { MemoryMissing } from '../../memory/limits.ts';
import type { Memories } from '../../memory/memories.ts';
import type { Access } from '../../oauth/access/access.ts';
import { changeInput, searchInput } from './read-input.ts';

type Result = Readonly<Record<string, unknown>>;

export type Operation = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the base. */
  readonly path: string;
  /** `operationId` of the OpenAPI document. */
  readonly name: string;
  readonly summary: string;
  /** Its permission is needed, its input schema holds, and it stands in the record. */
  readonly tool: ToolName;
  /** Where the tool's input is read from; `nothing` but the path where the tool is not asked. */
  readonly takes: 'query' | 'body' | 'nothing';
  /** What the tool is given. */
  readonly input?: (request: FastifyRequest) => unknown;
  /** Instead of the tool, where none does exactly this. */
  readonly work?: (memories: Memories, access: Access, request: FastifyRequest) => Promise<Result>;
  readonly send: (result: Result, reply: FastifyReply) => unknown;
  /** By status; null has no content. */
  readonly answers: Readonly<Record<number, z.ZodObject | null>>;
};

/** The canonical base first; `Location` names it. */
export const BASES: readonly [string, string] = ['/api/memories', '/memory/v1/items'];

const send: Operation['send'] = (result, reply) => reply.send(result);
const sendPage: Operation['send'] = (result, reply) => reply.send({ next: null, ...result });

/** `next` is always there, because a list that ends must say so. */
const page = pageOutput.extend({ next: pageOutput.shape.next.unwrap().nullable() });

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    path: '',
    name: 'listMemories',
    summary: 'The newest memories first, filtered; with words the best first.',
    tool: 'memory_search',
    takes: 'query',
    input: searchInput,
    send: sendPage,
    answers: { 200: page },
  },
  {
    method: 'POST',
    path: '',
    name: 'storeMemory',
    summary: 'Remember one thing. Exactly the same content again answers 200 with the id that it has; 202 says that the person has to look first.',
    tool: 'memory_store',
    takes: 'body',
    input: ({ body }) => body,
    send: sendStored,
    answers: { 200: storedOutput, 201: storedOutput, 202: storedOutput },
  },
  {
    method: 'GET',
    path: '/search',
    name: 'searchMemories',
    summary: 'The same as the list, at the address that many programs expect.',
    tool: 'memory_search',
    takes: 'query',
    input: searchInput,
    send: sendPage,
    answers: { 200: page },
  },
  {
    method: 'GET',
    path: '/tags',
    name: 'listTags',
    summary: 'Every tag and how often it is used, most used first.',
    tool: 'memory_search',
    takes: 'nothing',
    work: readTags,
    send,
    answers: { 200: tagsOutput },
  },
  {
    method: 'POST',
    path: '/forget',
    name: 'forgetMemories',
    summary: 'Forget by id, ids or filter. A filter, or more than 20 at once, needs the person’s consent or memory:admin.',
    tool: 'memory_forget',
    takes: 'body',
    input: ({ body }) => body,
    send,
    answers: { 200: forgottenOutput },
  },
  {
    method: 'GET',
    path: '/:id',
    name: 'getMemory',
    summary: 'One memory.',
    tool: 'memory_search',
    takes: 'nothing',
    work: (memories, access, request) => readItem(memories, access, idOf(request)),
    send,
    answers: { 200: memoryOutput },
  },
  {
    method: 'PATCH',
    path: '/:id',
    name: 'updateMemory',
    summary: 'Change a memory; a member that is given replaces the old one whole, others stay. The version before is kept.',
    tool: 'memory_update',
    takes: 'body',
    input: (request) => changeInput(request.body, idOf(request)),
    send: sendChanged,
    answers: { 200: memoryOutput, 202: changedOutput },
  },
  {
    method: 'DELETE',
    path: '/:id',
    name: 'forgetMemory',
    summary: 'Forget one memory. The person can bring it back.',
    tool: 'memory_forget',
    takes: 'nothing',
    work: forget,
    send: (_result, reply) => reply.code(204).send(),
    answers: { 204: null },
  },
];

async function forget(memories: Memories, access: Access, request: FastifyRequest): Promise<Result> {
  const forgotten = await memories.forget(access, [idOf(request)]);
  if (forgotten.length === 0) throw new MemoryMissing(idOf(request));
  return { forgotten };
}

/** RFC 9110 §15.3.2: 201 only when something came into being; an exact duplicate has been there, and what is held is nowhere yet (§15.3.3). */
function sendStored(result: Result, reply: FastifyReply): unknown {
  if (result.outcome === 'held') return reply.code(202).send(result);
  return reply
    .code(result.outcome === 'existing' ? 200 : 201)
    .header('location', `${BASES[0]}/${String(result.id)}`)
    .send(result);
}

function sendChanged(result: Result, reply: FastifyReply): unknown {
  return reply.code(result.outcome === 'held' ? 202 : 200).send(result);
}

function idOf(request: FastifyRequest): string {
  const { id = '' } = request.params as { id?: string };
  return id;
}
