/** Input that is almost right: a valid text, hurt in the ways that attackers and broken clients hurt it. */
import fc from 'fast-check';

/** What parsers trip over: controls, separators of every grammar involved, bidi, lone surrogates, fullwidth twins. */
const HOSTILE = [
  ...['\0', '\t', '\n', '\r', '\r\n', '\u007f', '\u0085', '\u2028', '\ufeff', '\u200b', '\u202e', '\u2066'],
  ...['\ud800', '\udfff', '😀', 'é', 'ﬀ', 'ı', '\u0345', '／', '．', '：', '＠', '％', '127．0．0．1'],
  ...['%', '%0', '%zz', '%00', '%0a', '%0d%0a', '%2e', '%2f', '%5c', '%c0%ae', '%ff', '%ed%a0%80', '%25', '%u0041'],
  ...[
    '@',
    '#',
    '?',
    '??',
    '&',
    '&&',
    '=',
    ';',
    ':',
    '//',
    '\\',
    '\\\\',
    '/../',
    '/./',
    '/%2e%2e/',
    '..;/',
    '[',
    ']',
    '|',
    '<',
    '>',
    '"',
    "'",
    '`',
    '{',
    '}',
    '~',
  ],
  ...[
    'javascript:',
    'data:',
    'file:',
    'https://evil.example',
    'http://127.0.0.1@evil.example',
    '.evil.example',
    'localhost',
    '0x7f000001',
    '127.1',
    '[::ffff:127.0.0.1]',
  ],
  ...['null', 'undefined', 'true', 'NaN', '-1', '1e9', '0', '__proto__', 'constructor', 'toString', "' OR 1=1 --", '{{7*7}}', '%s%n'],
];

type Hurt = (text: string) => string;

const position = fc.double({ min: 0, max: 1, noNaN: true });
const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }) },
);
const at = (text: string, where: number) => Math.floor(where * (text.length + 1));
const hex = (character: string) => [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const hurt: fc.Arbitrary<Hurt> = fc.oneof(
  fc.tuple(hostile, position).map(
    ([piece, where]): Hurt =>
      (text) =>
        text.slice(0, at(text, where)) + piece + text.slice(at(text, where)),
  ),
  fc.tuple(hostile, position).map(
    ([piece, where]): Hurt =>
      (text) =>
        text.slice(0, at(text, where)) + piece + text.slice(at(text, where) + 1),
  ),
  fc.tuple(position, position).map(
    ([left, right]): Hurt =>
      (text) =>
        text.slice(0, at(text, left)) + text.slice(at(text, right)),
  ),
  position.map(
    (where): Hurt =>
      (text) =>
        text.slice(0, at(text, where)),
  ),
  position.map(
    (where): Hurt =>
      (text) =>
        text.slice(0, at(text, where)) + hex(text.charAt(at(text, where))) + text.slice(at(text, where) + 1),
  ),
  fc.constantFrom<Hurt>(
    (text) => text.toUpperCase(),
    (text) => text.toLowerCase(),
    (text) => text + text,
    (text) => ` ${text} `,
    (text) => `${text}\n`,
    (text) => [...text].reverse().join(''),
    (text) => [...text].map(hex).join(''),
    (text) => encodeURIComponent(text.toWellFormed()),
    () => '',
  ),
  fc.tuple(hostile, fc.constantFrom(50, 600, 5_000)).map(
    ([piece, times]): Hurt =>
      (text) =>
        text + piece.repeat(times),
  ),
);

/** The valid text as it is now and then, otherwise hurt once to three times. */
export function nearly(...valid: readonly string[]): fc.Arbitrary<string> {
  const wounds = fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 6, arbitrary: fc.array(hurt, { minLength: 1, maxLength: 3 }) });
  return fc.tuple(fc.constantFrom(...valid), wounds).map(([text, all]) => all.reduce((sick, apply) => apply(sick), text));
}

/** How a name or a value may be written in a form. */
const write: fc.Arbitrary<(text: string) => string> = fc.constantFrom(
  (text: string) => encodeURIComponent(text.toWellFormed()),
  (text: string) => encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+'),
  (text: string) => [...text.toWellFormed()].map(hex).join(''),
  (text: string) => text.toWellFormed(),
);

type Pair = readonly [string, string];

/** A form or query of these parameters: some hurt, some missing, some twice, some strangers, in any order and spelling. */
export function nearlyForm(valid: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<string> {
  const names = Object.keys(valid);
  const pair = (name: string): fc.Arbitrary<Pair> =>
    fc.tuple(
      fc.oneof({ weight: 15, arbitrary: fc.constant(name) }, { weight: 1, arbitrary: nearly(name) }),
      fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...(valid[name] ?? [])) }, { weight: 2, arbitrary: nearly(...(valid[name] ?? [])) }),
    );
  const once = fc.tuple(...names.map((name) => fc.option(pair(name), { freq: 12, nil: null })));
  const extra = fc.array(fc.oneof(fc.constantFrom(...names).chain(pair), fc.tuple(nearly('x', ...names), nearly('y'))), { maxLength: 3 });
  const pairs = fc.tuple(once, fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: extra }));
  return fc
    .tuple(pairs, fc.array(write, { minLength: 2, maxLength: 2 }), fc.constantFrom('&', '&', '&', '&&', ';'))
    .map(([[kept, more], [name = String, value = String], between]) =>
      [...kept.filter((each): each is Pair => each !== null), ...more]
        .map(([left, right]) => `${name === value ? name(left) : left}=${value(right)}`)
        .join(between),
    );
}

/** JSON of nearly the right shape: members of other types, hurt texts, deep nests, huge lists. */
export function nearlyJson(valid: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', [], {}, [[]], [null], { toString: 1 }, { length: 3 }, 'x'.repeat(5_000), deep(200)),
    fc.jsonValue({ maxDepth: 3 }),
    fc.array(nearly('a', 'http://127.0.0.1/cb'), { maxLength: 12 }),
  );
  const value = (right: unknown): fc.Arbitrary<unknown> => {
    if (typeof right === 'string') return nearly(right);
    if (Array.isArray(right) && right.every((each) => typeof each === 'string') && right.length > 0) return fc.array(nearly(...right), { maxLength: 12 });
    if (typeof right === 'object' && right !== null && !Array.isArray(right)) return nearlyJson(right as Record<string, unknown>);
    return fc.constant(right);
  };
  const member = ([name, right]: readonly [string, unknown]) =>
    fc.tuple(
      fc.oneof({ weight: 20, arbitrary: fc.constant(name) }, { weight: 1, arbitrary: nearly(name) }),
      fc.oneof({ weight: 4, arbitrary: fc.constant(right) }, { weight: 3, arbitrary: value(right) }, { weight: 2, arbitrary: odd }),
    );
  const members = fc.tuple(...Object.entries(valid).map((entry) => fc.option(member(entry), { freq: 8, nil: null })));
  return fc.oneof({ weight: 12, arbitrary: members.map((all) => Object.fromEntries(all.filter((each) => each !== null))) }, { weight: 1, arbitrary: odd });
}

/** The text of it: sometimes hurt as text, sometimes with a member twice or on the prototype. */
export function nearlyJsonText(valid: Readonly<Record<string, unknown>>): fc.Arbitrary<string> {
  const text = nearlyJson(valid).map((value) => JSON.stringify(value) ?? '');
  const twice = fc
    .tuple(text, fc.constantFrom(...Object.keys(valid), '__proto__', 'constructor'), fc.json())
    .map(([whole, name, json]) => (whole.startsWith('{') && whole.length > 2 ? `${whole.slice(0, -1)},${JSON.stringify(name)}:${json}}` : whole));
  return fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: twice }, { weight: 2, arbitrary: text.chain((whole) => nearly(whole)) });
}

function deep(levels: number): unknown {
  let nest: unknown = [];
  for (let level = 0; level < levels; level += 1) nest = [nest];
  return nest;
}
