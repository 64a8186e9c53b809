import { fromJsonSchema } from '@modelcontextprotocol/server';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/consent/attention/budget.ts';
import { BASES, OPERATIONS } from '../../src/http/rest/operations.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect } from '../support/oauth-client.ts';

type Schema = Record<string, unknown>;
type Parameter = { readonly name: string; readonly in: string; readonly schema: Schema };
type Content = { readonly content?: { readonly 'application/json': { readonly schema: Schema } } };
type Described = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly security: readonly { readonly oauth?: readonly string[] }[];
};
type Document = {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly securitySchemes: { readonly oauth: { readonly description: string; readonly flows: { readonly authorizationCode: Record<string, string> } } };
  };
};

let gatehouse: TestGatehouse;
let token: string;
let document: Document;
const fetched = async (origin: string): Promise<Document> =>
  (await fetch(`${origin}/api/openapi.json`, { headers: { authorization: `Bearer ${token}` } })).json() as Promise<Document>;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  token = (await connect(gatehouse)).tokens.access_token;
  document = await fetched(gatehouse.url);
});
afterAll(() => gatehouse.close());

const isValid = async (schema: Schema, value: unknown): Promise<unknown> => {
  const result = await fromJsonSchema(schema as never)['~standard'].validate(value);
  return 'issues' in result && result.issues !== undefined ? result.issues : true;
};
const described = (path: string, method: string): Described => {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${method} ${path} is not described`);
  return operation;
};

async function call(method: string, path: string, id: string, body?: unknown, query = '') {
  const address = `${document.servers[0]?.url}${path.replace('{id}', id)}${query}`;
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(address, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...json,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 to a validator of others', async () => {
    expect(document.openapi).toBe('3.1.1');
    const outcome = await new Validator().validate(structuredClone(document));
    expect([outcome.valid, outcome.errors]).toEqual([true, undefined]);
  });

  it('describes every operation that is served, and no other', () => {
    const served = OPERATIONS.map(({ method, path, name }) => `${method} ${BASES[0]}${path.replace(':id', '{id}')} ${name}`);
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
    );
    expect(told.toSorted()).toEqual(served.toSorted());
    expect(new Set(OPERATIONS.map(({ name }) => name)).size).toBe(OPERATIONS.length);
  });

  it('needs a token like everything beside it, so that a stranger learns nothing (ruling 20)', async () => {
    const response = await fetch(`${gatehouse.url}/api/openapi.json`);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('resource_metadata=')]);
    expect((await fetch(`${gatehouse.url}/api/unknown`)).status).toBe(401);
  });

  it('speaks in the spelling of the Host it was asked by, and says where to log in there (ruling 2)', async () => {
    const { port } = new URL(gatehouse.url);
    const named = await fetched(`http://localhost:${port}`);
    expect(named.servers).toEqual([{ url: `http://localhost:${port}` }]);
    expect(named.components.securitySchemes.oauth.flows.authorizationCode).toMatchObject({ tokenUrl: `http://localhost:${port}/oauth/token` });
    expect(named.components.securitySchemes.oauth.description).toContain(`http://localhost:${port}/mcp `);
    expect(document.servers).toEqual([{ url: gatehouse.url }]);
  });

  it('names the permission that each operation needs', () => {
    const needed = (path: string, method: string) => described(path, method).security[0]?.oauth;
    expect([needed('/api/memories', 'GET'), needed('/api/memories/{id}', 'PATCH')]).toEqual([['memory:read'], ['memory:read', 'memory:write']]);
  });
});

describe('every operation of the document, called as it says', () => {
  const inputs: Readonly<Record<string, { readonly body?: object; readonly query?: string }>> = {
    listMemories: { query: '?tags=quay&tags=ferry&match=any&kind=note&after=2020-01-01&limit=2' },
    storeMemory: { body: { content: 'The quay is closed on Sundays', tags: ['quay'], kind: 'fact', metadata: { from: 'sign' }, expires: '2030-01-01' } },
    searchMemories: { query: '?query=ferry&limit=5' },
    listTags: {},
    forgetMemories: { body: { ids: ['mem_none'] } },
    getMemory: {},
    updateMemory: { body: { content: 'The ferry leaves at ten', expires: null } },
    forgetMemory: {},
  };
  let id: string;
  beforeAll(async () => {
    const stored = await call('POST', '/api/memories', '', {
      content: 'The ferry leaves at nine',
      tags: ['ferry', 'quay'],
      metadata: { a: 1 },
      expires: '2031-05-05',
    });
    id = stored.body.id;
  });

  it.each(OPERATIONS.map(({ method, path, name, answers }) => ({ method, path: `${BASES[0]}${path.replace(':id', '{id}')}`, name, answers })))(
    '$name: $method $path',
    async ({ method, path, name, answers }) => {
      const operation = described(path, method);
      const { body, query = '' } = inputs[name] ?? {};
      const asked = new URLSearchParams(query);
      const parameters = operation.parameters?.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name) ?? [];
      for (const parameter of asked.keys()) expect(parameters).toContain(parameter);
      if (body !== undefined) {
        const schema = operation.requestBody?.content?.['application/json'].schema ?? {};
        expect(await isValid(schema, body)).toBe(true);
        expect(await isValid(schema, { ...body, other: 1 })).not.toBe(true);
      }
      const answer = await call(method, path, id, body, query);
      expect(Object.keys(answers).map(Number)).toContain(answer.status);
      const content = operation.responses[answer.status]?.content;
      if (content === undefined) expect(answer.body).toBeNull();
      else expect(await isValid(content['application/json'].schema, answer.body)).toBe(true);
      // Nothing is answered that the document does not name.
      answers[answer.status]?.strict().parse(answer.body);
    },
  );

  it.each([
    ['GET', '/api/memories', '?after=soon', 400],
    ['GET', '/api/memories', '?limit=0', 400],
    ['POST', '/api/memories', '', 400],
    ['POST', '/api/memories/forget', '', 400],
    ['GET', '/api/memories/{id}', '', 404],
    ['PATCH', '/api/memories/{id}', '', 404],
    ['DELETE', '/api/memories/{id}', '', 404],
  ] as const)('%s %s%s is refused with %i, in the form that it names', async (method, path, query, status) => {
    const answer = await call(method, path, 'mem_none', method === 'GET' || method === 'DELETE' ? undefined : {}, query);
    expect([answer.status, Object.keys(described(path, method).responses).includes(String(status))]).toEqual([status, true]);
    expect(answer.body).toEqual({ error: expect.any(String), error_description: expect.any(String) });
  });
});

describe('forgetting many over REST (ruling 22)', () => {
  it('asks the person like the tool does; the Allow of the one is good for the other', async () => {
    await call('POST', '/api/memories', '', { content: 'Old news', tags: ['old'] });
    const body = { filter: { tags: ['old'] } };
    const refused = await call('POST', '/api/memories/forget', '', body);
    expect([refused.status, refused.body.error, refused.headers.get('www-authenticate')]).toEqual([403, 'needs_person', null]);
    const [question] = gatehouse.desk.list();
    await gatehouse.desk.decide(question?.id ?? '', { answer: 'allow', scopes: [], for: 'once', compartment: 'default' }, 'popup');
    expect((await call('POST', '/memory/v1/items/forget', '', body)).body.forgotten).toHaveLength(1);
  });

  it('a No is access_denied, and a person who cannot be asked is temporarily unavailable: a program tells the two from a question', async () => {
    const limited = await startGatehouse({}, { promptLimits: LIMITS });
    const headers = { authorization: `Bearer ${(await connect(limited)).tokens.access_token}`, 'content-type': 'application/json' };
    const post = (path: string, body: object) => fetch(`${limited.url}/api/memories${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    await post('', { content: 'Older news', tags: ['older'] });
    const forget = async (before: string) => {
      const answer = await post('/forget', { filter: { tags: ['older'], before } });
      return [answer.status, ((await answer.json()) as { error: string }).error];
    };
    const deny = () => limited.desk.decide(limited.desk.list()[0]?.id ?? '', { answer: 'deny', notAsked: false }, 'popup');
    expect(await forget('2030-01-01')).toEqual([403, 'needs_person']);
    await deny();
    expect(await forget('2030-01-01')).toEqual([403, 'access_denied']);
    expect(await forget('2031-01-01')).toEqual([403, 'needs_person']);
    await deny();
    // After two of them the person has a rest from this program.
    expect(await forget('2032-01-01')).toEqual([503, 'temporarily_unavailable']);
    await limited.close();
  });
});
