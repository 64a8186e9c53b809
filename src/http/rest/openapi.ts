/** The OpenAPI 3.1 document of the REST twin, made from the table and the schemas that serve it, so that it cannot differ. */
import { jsonSchema } from '../../mcp/json-schema.ts';
import { toolNamed } from '../../mcp/tool-calls.ts';
import { TOOL_SCOPES } from '../../mcp/tool-scopes.ts';
import type { Spelling } from '../../oauth/spellings.ts';
import { impliedBy, SCOPES } from '../../shared/scopes.ts';
import { ERROR, errorsOf } from './openapi-errors.ts';
import { BASES, OPERATIONS, type Operation } from './operations.ts';

type Json = Record<string, unknown>;

const DONE: Readonly<Record<number, string>> = { 200: 'Done.', 201: 'Stored.', 202: 'Held until the person has looked at it.', 204: 'Forgotten.' };
/** @param spelling that of the caller's Host: the one thing of a request that may shape a document (ruling 2) */
export function openApiDocument({ origin, issuer, resource }: Spelling, version: string): Json {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Gatehouse memory',
      version,
      description: `The memories that this token’s connection may use, the same as the MCP endpoint serves. ${BASES[1]} is another name for ${BASES[0]}.`,
    },
    servers: [{ url: origin }],
    paths: PATHS,
    components: { schemas: { Error: ERROR }, securitySchemes: securitySchemes(issuer, resource) },
  };
}

const PATHS = Object.fromEntries(
  [...Map.groupBy(OPERATIONS, ({ path }) => path)].map(([path, operations]) => [
    `${BASES[0]}${path.replace(/:(\w+)/g, '{$1}')}`,
    Object.fromEntries(operations.map((operation) => [operation.method.toLowerCase(), describeOperation(operation)])),
  ]),
);

function describeOperation(operation: Operation): Json {
  const { name, summary, tool, path } = operation;
  const parameters = [...pathParameters(path), ...queryParameters(operation)];
  return {
    operationId: name,
    summary,
    tags: ['memories'],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(operation),
    responses: { ...answers(operation), ...errorsOf(operation) },
    security: [{ oauth: impliedBy([TOOL_SCOPES[tool]]) }, { key: [] }],
  };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters({ takes, tool }: Operation): Json[] {
  if (takes !== 'query') return [];
  return Object.entries(membersOf(tool).properties).map(([name, schema]) => ({
    name,
    in: 'query',
    schema,
    ...(schema.type === 'array' ? { style: 'form', explode: true } : {}),
  }));
}

/** What the path names already is no member of the body. */
function requestBody({ takes, tool, path }: Operation): Json {
  if (takes !== 'body') return {};
  const { properties, required, ...beyond } = membersOf(tool);
  const inPath = (name: string) => path.includes(`:${name}`);
  const left = required.filter((name) => !inPath(name));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !inPath(name))),
    ...(left.length === 0 ? {} : { required: left }),
    ...beyond,
  };
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

function answers({ answers: byStatus }: Operation): Json {
  const content = (schema: Operation['answers'][number]) => (schema === null ? {} : { content: { 'application/json': { schema: jsonSchema(schema) } } });
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, schema]) => [
      status,
      { description: DONE[Number(status)], ...content(schema ?? null), ...(status === '201' ? { headers: { Location: { schema: { type: 'string' } } } } : {}) },
    ]),
  );
}

function securitySchemes(issuer: string, resource: string): Json {
  const scopes = Object.fromEntries(SCOPES.map(({ scope, sentence }) => [scope, sentence]));
  return {
    oauth: {
      type: 'oauth2',
      description: `Tokens are for the resource ${resource} (RFC 8707), which REST and MCP share.`,
      flows: {
        authorizationCode: { authorizationUrl: `${issuer}/oauth/authorize`, tokenUrl: `${issuer}/oauth/token`, refreshUrl: `${issuer}/oauth/token`, scopes },
      },
    },
    key: { type: 'http', scheme: 'bearer', description: 'A key for scripts: gatehouse token create' },
  };
}

type Members = { readonly properties: Record<string, Json>; readonly required: readonly string[]; readonly additionalProperties?: false };

function membersOf(tool: Operation['tool']): Members {
  const { type: _, ...members } = jsonSchema(toolNamed(tool).input) as Partial<Members> & { readonly type: string };
  return { properties: {}, required: [], ...members };
}
