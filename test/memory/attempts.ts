/** Everything that a client can try, as data: the same attempt is made in several worlds, where an id is another string. */
import fc from 'fast-check';
import { BASES, OPERATIONS } from '../../src/http/rest/operations.ts';
import { TOOLS } from '../../src/mcp/tools.ts';

/** Stands for a string that only a world knows: an id of the client's own, of a row that it sees, or of one that is none of its business. */
export type Slot = {
  readonly slot: 'own' | 'ownCursor' | 'seen' | 'foreign' | 'foreignContent' | 'foreignCursor' | 'foreignCompartment' | 'foreignClient';
  readonly index: number;
};
export type Attempt =
  | { readonly way: 'tool'; readonly name: string; readonly input: Record<string, unknown> }
  | {
      readonly way: 'rest';
      readonly method: string;
      readonly path: string;
      readonly id: unknown;
      readonly query: Record<string, unknown>;
      readonly body: unknown;
    }
  | { readonly way: 'mcp'; readonly method: string; readonly params: Record<string, unknown> };

const ROOM = 50;
const slot = (...names: Slot['slot'][]) => fc.record({ slot: fc.constantFrom(...names), index: fc.nat(7) });
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const word = fc.constantFrom('harbour', 'lantern', 'copper', 'violin', 'meadow', 'granite', 'thursday', '港', '灯');
const content = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => `The ${words.join(' ')} is known`);
const tags = fc.array(word, { maxLength: 3 });
const kind = fc.constantFrom('note', 'fact', 'harbour');
const id = fc.oneof({ arbitrary: slot('foreign'), weight: 4 }, slot('own', 'seen'), fc.constantFrom('mem_AAAAAAAAAAAAAAAA', '*', '%', "x' OR 1=1 --"));
const client = fc.oneof(slot('foreignClient'), fc.constantFrom('Test client', 'person', ''));
const cursor = fc.oneof(
  slot('ownCursor', 'foreignCursor'),
  fc.record({ behind: slot('foreign', 'own'), second: fc.nat(20) }),
  fc.constantFrom('MA', 'NQ', 'garbage'),
);
const date = fc.constantFrom('2026-11-20', '2026-11-21T09:00:05Z', '2030-01-01');
const limit = fc.integer({ min: 1, max: 20 });
const filter = fc.record({
  tags: some(tags),
  match: some(fc.constantFrom('any', 'all')),
  kind: some(kind),
  client: some(client),
  after: some(date),
  before: some(date),
});
/** What no tool has an argument for; a server that reads one of these anyway has opened the wall. */
const strangers = fc.record({
  compartment: some(slot('foreignCompartment')),
  compartments: some(fc.tuple(slot('foreignCompartment'))),
  clientId: some(slot('foreignClient')),
  all: some(fc.constant(true)),
  person: some(fc.constant(true)),
});
/** What a client writes is often word for word what somebody else has written. */
const written = fc.oneof(content, slot('foreignContent'));
const what = { tags: some(tags), kind: some(kind), metadata: some(fc.constantFrom({}, { compartment: 'Home' })), expires: some(date) };
const query = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const phrase = fc.oneof(word, fc.constant('is known'));
const newest = fc.record({ cursor: some(cursor), limit: some(limit) });
/** With room for everything that there is: the order of a ranked answer is not compared, so nothing may fall off its end. */
const ranked = fc.record({ query: some(query), phrase, limit: fc.constant(ROOM) });
const search = fc.oneof(newest, ranked);

/** A tool without a line here fails the test that reads it. */
export const INPUTS: Readonly<Record<string, fc.Arbitrary<object>>> = {
  memory_store: fc.record({ content: written, ...what }),
  memory_recall: fc.record({ query: fc.oneof(query, written), limit: fc.constant(ROOM) }),
  memory_search: fc.tuple(search, filter).map(([words, conditions]) => ({ ...conditions, ...words })),
  memory_update: fc.record({ id, content: some(written), ...what }),
  memory_forget: fc.oneof(fc.record({ id }), fc.record({ ids: fc.array(id, { maxLength: 4 }) }), fc.record({ filter })),
  memory_status: fc.constant({}),
  memory_reflect: fc.record({ apply: some(id), suggestion: some(id) }),
  memory_configure: fc.record({ suggestDuplicates: some(fc.boolean()), defaultLimit: some(limit) }),
};

const tool: fc.Arbitrary<Attempt> = fc
  .constantFrom(...TOOLS.map(({ name }) => name))
  .chain((name) => fc.tuple(INPUTS[name] ?? fc.constant({}), strangers).map(([input, more]) => ({ way: 'tool', name, input: { ...input, ...more } })));

const rest: fc.Arbitrary<Attempt> = fc
  .record({
    way: fc.constant('rest'),
    operation: fc.constantFrom(...OPERATIONS),
    base: fc.constantFrom(...BASES),
    id,
    query: fc.tuple(search, filter, strangers).map((parts) => Object.assign({}, ...parts)),
    body: fc.record({ content: some(written), ...what }),
  })
  .map(({ operation, base, body, ...attempt }) => ({
    ...attempt,
    way: 'rest',
    method: operation.method,
    path: `${base}${operation.path}`,
    body: ['POST', 'PATCH', 'PUT'].includes(operation.method) ? body : undefined,
  }));

const uri = fc.oneof(
  fc.constantFrom('memory://recent', 'memory://tags', 'memory://all', 'memory://compartments'),
  id.map((each) => ({ before: 'memory://item/', each })),
  slot('foreignCompartment').map((each) => ({ before: 'memory://recent?compartment=', each })),
);
const mcp: fc.Arbitrary<Attempt> = fc.oneof(
  fc.constantFrom('tools/list', 'resources/list', 'resources/templates/list', 'prompts/list').map((method): Attempt => ({ way: 'mcp', method, params: {} })),
  uri.map((each): Attempt => ({ way: 'mcp', method: 'resources/read', params: { uri: each } })),
  query.map(
    (text): Attempt => ({
      way: 'mcp',
      method: 'completion/complete',
      params: { ref: { type: 'ref/resource', uri: 'memory://item/{id}' }, argument: { name: 'id', value: text } },
    }),
  ),
  fc
    .tuple(fc.constantFrom('what_do_you_know', 'remember_conversation'), word)
    .map(([name, topic]): Attempt => ({ way: 'mcp', method: 'prompts/get', params: { name, arguments: { topic } } })),
);

/** Whether its answer is best first; suggestions are as well. */
export function isRanked(attempted: Attempt): boolean {
  if (attempted.way === 'tool' && attempted.name === 'memory_reflect') return true;
  if (attempted.way === 'mcp') return attempted.method === 'prompts/get';
  const { query, phrase } = attempted.way === 'tool' ? attempted.input : attempted.query;
  return query !== undefined || phrase !== undefined;
}

/** Mostly tools, because they change what the later ones find. */
export const attempt: fc.Arbitrary<Attempt> = fc.oneof({ arbitrary: tool, weight: 5 }, { arbitrary: rest, weight: 3 }, { arbitrary: mcp, weight: 1 });

/** What others have stored: close to what the client tries, so that every duplicate, count and rank could give it away. */
export const stored = fc.array(fc.record({ content, ...what, expires: some(fc.constant('2030-01-01')), forgotten: fc.boolean(), changed: some(content) }), {
  minLength: 1,
  maxLength: 6,
});
