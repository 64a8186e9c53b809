/** One entry in somebody else's file: every byte outside it stays as it was. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify as yamlText } from 'yaml';
import { type FormatName, readContent, removeEntry, setEntry } from '../../src/connect/edit/change-entry.ts';
import { type ConfigPath, ConfigUnreadable, valueAt } from '../../src/connect/edit/config-format.ts';
import { SEED } from '../support/fuzz-cases.ts';

const URL = 'http://127.0.0.1:4283/mcp';
const JSON_PATH = ['mcpServers', 'gatehouse'] as const;
const TOML_PATH = ['mcp_servers', 'gatehouse'] as const;
const YAML_PATH = ['extensions', 'gatehouse'] as const;
const PATHS = { json: JSON_PATH, toml: TOML_PATH, yaml: YAML_PATH } as const;
const ENTRY = { type: 'http', url: URL, enabled: true } as const;

const readEntry = (text: string, format: FormatName, path: ConfigPath) => valueAt(readContent(text, format), path);

/** The text must be the old one with one piece put in. */
function expectInserted(before: string, after: string): void {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  expect(before.slice(head, before.length - tail), JSON.stringify({ before, after })).toBe('');
}

const JSON_TEXTS: readonly [string, string][] = [
  ['an empty file', ''],
  ['nothing but spaces', ' \n'],
  ['an empty object', '{}'],
  ['no servers yet', '{\n  "theme": "dark"\n}\n'],
  ['an empty table', '{\n  "mcpServers": {}\n}\n'],
  ['another server', '{\n  "mcpServers": {\n    "other": { "command": "npx", "args": ["-y", "x"] }\n  }\n}\n'],
  [
    'comments',
    '// mine\n{\n  /* servers */\n  "mcpServers": {\n    // the other one\n    "other": { "url": "https://example.com" } // here\n  } // end\n}\n// last\n',
  ],
  ['trailing commas', '{\n  "mcpServers": {\n    "other": { "url": "u", },\n  },\n}\n'],
  ['tabs', '{\n\t"mcpServers": {\n\t\t"other": {}\n\t},\n\t"z": 1\n}\n'],
  ['four spaces', '{\n    "a": {\n        "b": 1\n    }\n}'],
  ['Windows line ends', '{\r\n  "mcpServers": {\r\n    "other": {}\r\n  }\r\n}\r\n'],
  ['one line', '{"mcpServers":{"other":{"url":"u"}},"z":[1,2]}'],
  ['a byte order mark', '\uFEFF{\n  "z": 1\n}\n'],
  ['numbers and strings that a rewrite would change', '{\n  "a": 1.0, "b": 1e3, "c": "\\u0041\\/", "big": 12345678901234567890\n}\n'],
];
const TOML_TEXTS: readonly [string, string][] = [
  ['an empty file', ''],
  ['no servers yet', 'model = "x" # mine\n'],
  ['another server', '# top\n[mcp_servers.other]\ncommand = "npx"\nargs = [\n  "-y", # yes\n  "x",\n]\n\n# after\n[tui]\ntheme = "dark"\n'],
  ['a table of servers', '[mcp_servers]\n\n[mcp_servers.other]\nurl = "u"\n'],
  ['no line end at the end', 'model = "x"'],
  ['Windows line ends', 'model = "x"\r\n[mcp_servers.other]\r\nurl = "u"\r\n'],
  ['a byte order mark', '\uFEFFmodel = "x"\n'],
  ['texts that look like tables', 'a = """\n[mcp_servers.gatehouse]\nurl = "no"\n"""\n'],
];
const YAML_TEXTS: readonly [string, string][] = [
  ['an empty file', ''],
  ['only a comment', '# mine\n'],
  ['no extensions yet', 'GOOSE_MODEL: x # mine\n'],
  ['an empty mapping', 'a: 1\nextensions:\nb: 2\n'],
  ['another extension', '# top\nextensions:\n  # the first\n  developer:\n    enabled: true\n    timeout: 300\n\n# after\nGOOSE_MODE: auto\n'],
  ['four spaces', 'extensions:\n    developer:\n        enabled: true\n'],
  ['no line end at the end', 'a: 1\nextensions:\n  developer:\n    enabled: true'],
  ['Windows line ends', 'extensions:\r\n  developer:\r\n    enabled: true\r\nz: 1\r\n'],
  ['a byte order mark', '\uFEFFa: 1\n'],
  ['a text of several lines at the end', 'a: |\n  extensions:\n    gatehouse: no\n'],
  ['a document mark', '---\na: 1\n'],
];
const ALL = (
  [
    ['json', JSON_TEXTS],
    ['toml', TOML_TEXTS],
    ['yaml', YAML_TEXTS],
  ] as const
).flatMap(([format, texts]) => texts.map(([what, text]) => [format, what, text] as const));

describe.each(ALL)('%s with %s', (format, _what, text) => {
  const path = PATHS[format];

  it('gets the entry, and nothing else changes', () => {
    const after = setEntry(text, format, path, ENTRY);
    expect(readEntry(after, format, path)).toEqual(ENTRY);
    if (text.trim() !== '') expectInserted(text, after);
  });

  it('gets it once', () => {
    const once = setEntry(text, format, path, ENTRY);
    expect(setEntry(once, format, path, ENTRY)).toBe(once);
  });

  it('gets another address in its place', () => {
    const once = setEntry(text, format, path, ENTRY);
    const other = setEntry(once, format, path, { ...ENTRY, url: 'http://localhost:5000/mcp' });
    expect(readEntry(other, format, path)).toEqual({ ...ENTRY, url: 'http://localhost:5000/mcp' });
    expect(other.replace('http://localhost:5000/mcp', URL)).toBe(once);
  });

  it('loses it again', () => {
    const gone = removeEntry(setEntry(text, format, path, ENTRY), format, path);
    expect(readEntry(gone, format, path)).toBeUndefined();
    expect(removeEntry(gone, format, path)).toBe(gone);
  });

  it('keeps the line ends it has', () => {
    const after = setEntry(text, format, path, ENTRY);
    if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    else expect(after).not.toContain('\r');
  });
});

describe('what cannot be changed safely is refused, with the place', () => {
  it.each<[FormatName, string, string, RegExp]>([
    ['json', 'broken', '{ "a": ', /no valid JSON: a value is missing in line 1$/],
    ['json', 'without its end', '{\n  "a": 1', /no valid JSON: a \} is missing in line 2$/],
    ['json', 'no JSON at all', '{ a }', /no valid JSON: something is written wrongly in line 1$/],
    ['json', 'a list', '[]', /no JSON object/],
    ['json', 'servers that are a list', '{"mcpServers": []}', /"mcpServers" in line 1 has to be an object/],
    ['json', 'servers twice', '{"mcpServers": {},\n"mcpServers": {}}', /"mcpServers" twice \(line 2\)/],
    ['toml', 'broken', 'a = 1\nb =\n', /no valid TOML \(line 3\)/],
    ['toml', 'servers in one line', 'mcp_servers = { other = { url = "u" } }\n', /one line/],
    ['toml', 'servers that are a number', 'mcp_servers = 1\n', /something else than a table/],
    ['toml', 'a list of servers', '[[mcp_servers]]\nurl = "u"\n', /something else than a table/],
    ['yaml', 'broken', 'a: [1\nb: 2\n', /no valid YAML/],
    ['yaml', 'two documents', 'a: 1\n---\nb: 2\n', /more than one/],
    ['yaml', 'a list', '- a\n', /something else than a mapping/],
    ['yaml', 'extensions that are a list', 'extensions:\n  - a\n', /something else than a mapping/],
    ['yaml', 'extensions in braces', 'extensions: { other: { enabled: true } }\n', /in braces/],
  ])('%s: %s', (format, _what, text, message) => {
    expect(() => setEntry(text, format, PATHS[format], ENTRY)).toThrow(ConfigUnreadable);
    expect(() => setEntry(text, format, PATHS[format], ENTRY)).toThrow(message);
  });
});

describe('a null where the entries would be', () => {
  const text = '{\n  "a": 1,\n  "mcpServers": null // none yet\n}\n';

  it('gives way to the entry, and everything beside it stays', () => {
    const after = setEntry(text, 'json', PATHS.json, ENTRY);
    expect(readEntry(after, 'json', PATHS.json)).toEqual(ENTRY);
    expect([after.startsWith('{\n  "a": 1,\n  "mcpServers": {\n    "gatehouse": {\n'), after.endsWith('} // none yet\n}\n')]).toEqual([true, true]);
  });

  it('holds no entry that could be taken out', () => {
    expect(removeEntry(text, 'json', PATHS.json)).toBe(text);
  });
});

describe('entries that others have written', () => {
  it.each<[FormatName, string, string]>([
    ['json', '{"mcpServers":{"gatehouse":{"url":"old","headers":{"a":"b"}},"other":{}}}', '{"mcpServers":{"other":{}}}'],
    ['toml', 'a = 1\n[mcp_servers."gatehouse"]\nurl = "old"\n# kept\n[mcp_servers.gatehouse.env]\nA = "b"\n[z]\n', 'a = 1\n# kept\n[z]\n'],
    ['toml', '[mcp_servers]\ngatehouse.url = "old"\ngatehouse.enabled = false\n', '[mcp_servers]\n'],
    ['toml', 'mcp_servers.gatehouse = { url = "old" }\n[z]\n', '[z]\n'],
    [
      'yaml',
      'extensions:\n  gatehouse:\n    uri: old\n    # note\n    env:\n      A: b\n  other:\n    enabled: true\n',
      'extensions:\n  other:\n    enabled: true\n',
    ],
    ['yaml', 'extensions:\n  other: {}\n  "gatehouse": { uri: old }\nz: 1\n', 'extensions:\n  other: {}\nz: 1\n'],
  ])('%s: %j is removed whole, and replaced whole', (format, text, without) => {
    expect(removeEntry(text, format, PATHS[format])).toBe(without);
    expect(readEntry(setEntry(text, format, PATHS[format], ENTRY), format, PATHS[format])).toEqual(ENTRY);
  });
});

describe('any file', () => {
  const word = fc.stringMatching(/^[a-zA-Z_-]{1,8}$/).filter((key) => !['gatehouse', '__proto__'].includes(key));
  const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.integer(), fc.boolean(), fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }));
  const servers = fc.dictionary(word, fc.dictionary(word, value, { maxKeys: 3 }), { maxKeys: 4 });
  const content = (name: string) =>
    fc
      .record({ before: fc.dictionary(word, value, { maxKeys: 3 }), servers, has: fc.boolean(), after: fc.dictionary(word, value, { maxKeys: 3 }) })
      .map(({ before, servers: table, has, after }) => ({
        ...before,
        ...(has ? { [name]: table } : {}),
        ...after,
      }));
  const ends = fc.constantFrom('\n', '\r\n');

  it('JSON keeps what it has', () => {
    fc.assert(
      fc.property(content('mcpServers'), fc.constantFrom(undefined, 2, 4, '\t'), ends, (made, indent, end) => {
        const text = JSON.stringify(made, null, indent).replaceAll('\n', end);
        const after = setEntry(text, 'json', JSON_PATH, ENTRY);
        expectInserted(text, after);
        expect(JSON.parse(after)).toEqual({ ...made, mcpServers: { ...(made as { mcpServers?: object }).mcpServers, gatehouse: ENTRY } });
      }),
      SEED,
    );
  });

  it('YAML keeps what it has', () => {
    fc.assert(
      fc.property(content('extensions'), fc.constantFrom(2, 4), ends, (made, indent, end) => {
        const text = yamlText(made, { indent }).replaceAll('\n', end);
        if (Object.keys(made).length === 0) return;
        const after = attempt(() => setEntry(text, 'yaml', YAML_PATH, ENTRY));
        if (after !== null) expect(readEntry(removeEntry(after, 'yaml', YAML_PATH), 'yaml', ['extensions', 'gatehouse'])).toBeUndefined();
      }),
      SEED,
    );
  });

  it.each<FormatName>(['json', 'toml', 'yaml'])('%s: bytes of a stranger end in a changed entry or in a refusal, never in anything else', (format) => {
    const bytes = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.stringMatching(/^[[\]{}"':=,.\n #a-c-]{0,40}$/));
    fc.assert(
      fc.property(bytes, (text) => {
        const after = attempt(() => setEntry(text, format, PATHS[format], ENTRY));
        if (after !== null) expect(readEntry(after, format, PATHS[format])).toEqual(ENTRY);
      }),
      { numRuns: 2_000, ...SEED },
    );
  });

  function attempt(work: () => string): string | null {
    try {
      return work();
    } catch (error) {
      if (error instanceof ConfigUnreadable) return null;
      throw error;
    }
  }
});
