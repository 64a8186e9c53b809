import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const src = join(root, 'src');

/** Which room may import which; `shared` and `activity` may be imported by all, ports of `store` and `vault` by the core. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  http: ['oauth', 'mcp', 'memory', 'admin', 'consent', 'store', 'attempts', 'doctor'],
  oauth: ['store', 'vault', 'consent'],
  consent: ['store'],
  terminal: ['consent'],
  mcp: ['memory', 'oauth', 'consent', 'store'],
  memory: ['store'],
  moving: ['memory'],
  store: [],
  vault: [],
  activity: [],
  attempts: [],
  doctor: ['connect'],
  admin: ['oauth', 'consent', 'store', 'memory', 'mcp', 'vault', 'connect', 'attempts', 'doctor'],
  desktop: ['admin', 'consent'],
  preload: [],
  connect: [],
  bridge: [],
  cli: ['edge', 'moving', 'connect', 'doctor', 'bridge', 'store'],
  edge: ['vault', 'connect', 'moving', 'doctor'],
  shared: [],
  // The steps of gatehouse.ts. Only a start lists them, for the types of what goes in and out: no room may know how it is put together.
  gatehouse: ['http', 'oauth', 'consent', 'mcp', 'memory', 'store', 'vault', 'attempts'],
  // The steps of start-broker.ts. No row lists them: both hosts are composers.
  starting: ['edge', 'gatehouse', 'admin', 'consent', 'http', 'vault'],
};
const COMPOSERS = new Set([
  'main.ts',
  'headless.ts',
  'serve.ts',
  'start-broker.ts',
  'gatehouse.ts',
  'gatehouse/open-stores.ts',
  'starting/sqlite-stores.ts',
  'cli/gatehouse.ts',
  'cli/installed.ts',
  'cli/bridge-main.ts',
]);
/** From these rooms the core may take types and errors only, never an implementation. */
const PORTS: Readonly<Record<string, readonly string[]>> = {
  store: [
    'store/auth-store.ts',
    'store/memory-store.ts',
    'store/memory-keeping.ts',
    'store/vector-store.ts',
    'store/compartment-store.ts',
    'store/held-memories.ts',
    'store/errors.ts',
    'store/memory-moving.ts',
    'store/reflecting.ts',
    'store/sqlite/schema-versions.ts',
  ],
  vault: ['vault/key-vault.ts'],
  gatehouse: ['gatehouse/deps.ts', 'gatehouse/configuration.ts', 'gatehouse/gatehouse.ts'],
};

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const importsOf = (file: string) => [...readFileSync(join(src, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) => name);
const roomOf = (file: string) => file.split('/')[0] ?? '';
const inside = (file: string, name: string) => relative(src, resolve(join(src, dirname(file)), name));

describe('the rooms: imports point one way', () => {
  const checked = files.filter((file) => !COMPOSERS.has(file));

  it.each(checked)('%s', (file) => {
    const room = roomOf(file);
    const allowed = MAY_IMPORT[room];
    expect(allowed, `the room ${room} is not in the table`).toBeDefined();
    for (const name of importsOf(file).filter((each) => each.startsWith('.'))) {
      const target = inside(file, name);
      const other = roomOf(target);
      if (other === room || other === 'shared' || other === 'activity') continue;
      expect(allowed, `${file} imports ${target}`).toContain(other);
      if (PORTS[other] !== undefined && room !== 'edge') expect(PORTS[other], `${file} imports ${target}`).toContain(target);
    }
  });

  it('there is no room without a rule, and no rule without a need', () => {
    const rooms = new Set(checked.map(roomOf));
    for (const room of rooms) expect(Object.keys(MAY_IMPORT)).toContain(room);
  });
});

describe('what belongs to one room stays there', () => {
  it.each([
    ['electron', /^(main\.ts|desktop\/|preload\/)/],
    ['fastify', /^http\//],
    ['better-sqlite3', /^store\/sqlite\//],
    ['sqlite-vec', /^store\/sqlite\//],
    ['keytar', /^vault\//],
  ])('%s', (name, where) => {
    const users = files.filter((file) => importsOf(file).includes(name));
    expect(users.filter((file) => !where.test(file))).toEqual([]);
  });
});

describe('the core has no clock, no chance and no environment of its own', () => {
  const EDGE = /^(edge\/|desktop\/|main\.ts|headless\.ts|serve\.ts|cli\/(gatehouse|installed|bridge-main)\.ts)/;
  it.each([
    ['Date.now()', /\bDate\.now\b/],
    ['new Date()', /\bnew Date\(\)/],
    ['Math.random', /\bMath\.random\b/],
    ['process.env', /\bprocess\.env\b/],
    ['innerHTML', /\binnerHTML\b/],
    ['webSecurity', /\bwebSecurity\b/],
  ])('%s', (_name, pattern) => {
    const users = files.filter((file) => !EDGE.test(file) && pattern.test(readFileSync(join(src, file), 'utf8')));
    expect(users).toEqual([]);
  });

  it('nor does it make its own chance: what it makes can be made again in a test', () => {
    const outside = /^(edge|desktop|starting|cli)\//;
    const users = files.filter((file) => !outside.test(file) && /\brandom(?:UUID|Bytes|Int)\b/.test(readFileSync(join(src, file), 'utf8')));
    expect(users).toEqual([]);
  });

  it('what reads files of other programs runs in a page too: it needs nothing of Node', () => {
    const reading = files.filter((file) => file.startsWith('moving/'));
    const users = reading.filter((file) => /\bBuffer\b|'node:|\bprocess\b/.test(readFileSync(join(src, file), 'utf8')));
    expect([reading.length > 10, users]).toEqual([true, []]);
  });

  it('no SQL is put together from values', () => {
    const sql = files
      .filter((file) => file.startsWith('store/sqlite/'))
      .flatMap((file) => [...readFileSync(join(src, file), 'utf8').matchAll(/\.(?:prepare|exec)\(\s*`[^`]*\$\{([^}]+)\}/g)].map(([, value = '']) => value));
    // Only names of our own: columns, tables and conditions that are constants in the same file.
    expect(sql.filter((value) => !/^[A-Z_]+$|^(?:name|index|table)$/.test(value))).toEqual([]);
  });
});
