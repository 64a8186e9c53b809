import { describe, expect, it } from 'vitest';
import { detect, formatNamed } from '../../src/moving/detect.ts';
import { FORMATS } from '../../src/moving/formats.ts';
import { survey } from '../../src/moving/survey.ts';
import { withinLimits } from '../../src/moving/within-limits.ts';
import { FILED, readAll, sample, sourceOf } from './support.ts';

const contents = (items: readonly { content: string }[]) => items.map(({ content }) => content);
async function read(name: string, everything = false) {
  return readAll(formatNamed(name), sample(name), everything);
}

describe.each(FORMATS.map(({ name }) => name))('%s', (name) => {
  it('is told by what is in its files', async () => {
    await expect(detect(sample(name))).resolves.toEqual({ format: formatNamed(name) });
  });

  it('reads the same however the bytes arrive', async () => {
    const whole = await readAll(formatNamed(name), sample(name), true);
    for (const piece of [1, 7, 100]) await expect(readAll(formatNamed(name), sample(name, piece), true)).resolves.toEqual(whole);
  });
});

describe('server-memory, in a file that the real program wrote', () => {
  it('makes a memory of each observation, named after its entity, and of each relation', async () => {
    const { items, problems } = await read('server-memory');
    expect(problems).toEqual([]);
    expect(contents(items)).toEqual([
      'Ada Lovelace: Prefers tea without sugar',
      'Ada Lovelace: Says “café”, writes "cafe"',
      'Ada Lovelace: Birthday is the tenth of December',
      'Analytical Engine: Budget review is on 2026-03-04',
      'Analytical Engine: Line one\nline two',
      '東京オフィス: 会議室は三階にあります',
      '東京オフィス: 🚆 15 minutes from the station',
      'Empty one (placeholder)',
      'a name that is longer than any tag may be, because nobody stopped the model from writing a sentence: kept',
      'Ada Lovelace works_on Analytical Engine',
      'Analytical Engine is built in 東京オフィス',
    ]);
    expect(items[0]).toMatchObject({ kind: 'observation', tags: ['Ada Lovelace', 'person'], createdAt: FILED, metadata: { entity: 'Ada Lovelace' } });
    expect(items.at(-1)).toMatchObject({ kind: 'relation', metadata: { from: 'Analytical Engine', relationType: 'is built in', to: '東京オフィス' } });
  });

  it('an observation that stands alone is one, and one that is no text is named', async () => {
    const line = (observations: unknown) => JSON.stringify({ type: 'entity', name: 'Ada', entityType: 'person', observations });
    const text = [line('drinks tea'), line([{ text: 'lost' }, 'sails']), line(undefined)].join('\n');
    const { items, problems } = await readAll(formatNamed('server-memory'), [sourceOf('memory.jsonl', text)]);
    expect(contents(items)).toEqual(['Ada: drinks tea', 'Ada: sails', 'Ada (person)']);
    expect(problems).toEqual([{ place: 'memory.jsonl, line 2', what: 'has an observation that is no text' }]);
  });

  it('names every line that it cannot read, and reads the others', async () => {
    const good = '{"type":"relation","from":"a","to":"b","relationType":"c"}';
    const bytes = Buffer.concat([
      Buffer.from(`\uFEFF${good}\r\n{"type":"entity","na\n\n{"type":"what"}\n`),
      Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]),
      Buffer.from(`[]\n${good}`),
    ]);
    const { items, problems } = await readAll(formatNamed('server-memory'), [sourceOf('memory.jsonl', bytes, 5)]);
    expect(contents(items)).toEqual(['a c b', 'a c b']);
    expect(problems).toEqual([
      { place: 'memory.jsonl, line 2', what: 'is not a JSON object' },
      { place: 'memory.jsonl, line 4', what: 'is neither an entity nor a relation' },
      { place: 'memory.jsonl, line 5', what: 'is not valid UTF-8' },
      { place: 'memory.jsonl, line 6', what: 'is not a JSON object' },
    ]);
  });
});

describe('mcp-memory-service', () => {
  it('keeps kind, tags in both spellings, metadata and the dates in seconds', async () => {
    const { items, problems } = await read('mcp-memory-service');
    expect(items).toEqual([
      {
        content: 'The staging database moves to Postgres 17 in September',
        tags: ['postgres', 'staging'],
        kind: 'decision',
        metadata: { project: 'billing', tags: 'kept as it is' },
        createdAt: 1_754_981_400_250,
        updatedAt: 1_755_067_800_500,
        place: 'export.json, memory 1',
      },
      expect.objectContaining({ tags: ['shell', 'preference'], kind: 'note', createdAt: Date.UTC(2025, 7, 13, 6, 50) }),
      expect.objectContaining({ content: '会议改到周四', metadata: {} }),
    ]);
    expect(problems).toEqual([{ place: 'export.json, memory 3', what: 'has no content' }]);
  });

  it('reads the list alone as well, and never a list of another name', async () => {
    const format = formatNamed('mcp-memory-service');
    const alone = '[{"content":"one","content_hash":"1"}]';
    expect(contents((await readAll(format, [sourceOf('a.json', alone)])).items)).toEqual(['one']);
    const other = `{"a":{"memories":[1]},"other":[{"content":"no"}],"memories" : ${alone} , "b":[{"content":"no"}]}`;
    expect(contents((await readAll(format, [sourceOf('a.json', other, 4)])).items)).toEqual(['one']);
  });
});

describe('basic-memory', () => {
  it('makes memories of observations and relations that name their note, and of the text that is left', async () => {
    const { items } = await read('basic-memory');
    expect(contents(items)).toEqual([
      'Coffee Brewing\n\nNotes from a month of mornings.',
      'Coffee Brewing: Pour over shows more of the fruit #brewing #v60',
      'Coffee Brewing: 94 °C for light roasts',
      expect.stringMatching(/^Coffee Brewing › Observations\n\n- \[ \] buy filters\n- \[00:12:30\] a line[\s\S]*- \[code\] is no observation either/),
      'Coffee Brewing pairs_with Breakfast',
      'Coffee Brewing learned from Kitchen Diary',
      'Coffee Brewing › Relations\n\n- this sentence only mentions [[Tea]] in passing',
    ]);
    expect(items[1]).toMatchObject({
      kind: 'method',
      tags: ['coffee', 'kitchen', 'brewing', 'v60'],
      metadata: { note: 'projects/coffee-brewing', context: 'tried with three beans' },
      createdAt: Date.UTC(2026, 1, 1, 8),
      updatedAt: Date.UTC(2026, 1, 3, 8, 30),
      place: 'projects/coffee.md, line 18',
    });
  });
});

describe('plain Markdown', () => {
  it('makes a memory of each heading that has text under it, with the headings above it', async () => {
    const { items, problems } = await read('markdown');
    expect(problems).toEqual([]);
    expect(contents(items)).toEqual([
      'garden\n\nBefore any heading.',
      'Garden › Beds\n\nTomatoes go into the south bed.\n\n```sh\n# not a heading\n```',
      'Garden › Empty › Compost\n\nTurn it in April.',
      'Windows note\n\nWith a byte order mark.',
      'Windows note › Second\n\nAnd line ends.',
    ]);
    expect(items[1]).toMatchObject({ tags: ['garden', 'spring'], createdAt: Date.UTC(2026, 2, 20), place: 'garden.md, line 9' });
  });

  const markdown = formatNamed('markdown');
  const oneNote = async (content: string) => (await readAll(markdown, [sourceOf('one.md', content)])).items;

  it('text between two rules at the start is text', async () => {
    const items = await oneNote('---\n\nThe passport is in the blue box\n\n---\n\n# Diary\n\nNice day\n');
    expect(contents(items).join('\n')).toMatch(/The passport is in the blue box[\s\S]*Nice day/);
  });

  it('nothing between them is front matter that says nothing', async () => {
    expect(contents(await oneNote('---\n---\nText'))).toEqual(['one\n\nText']);
    expect(contents(await oneNote('---\n# a remark\n---\nText'))).toEqual(['one\n\nText']);
  });

  it('front matter ends at a line of its own', async () => {
    const [item] = await oneNote('---\ntitle: Drawer\ndescription: in there ---\ntags: [home]\n---\nThe keys.');
    expect(item).toMatchObject({ content: 'Drawer\n\nThe keys.', tags: ['home'] });
  });

  it('a year is a title and a tag as well', async () => {
    const [item] = await oneNote('---\ntitle: 1984\ntags:\n- 2024\n- books\n---\nBy Orwell.');
    expect(item).toMatchObject({ content: '1984\n\nBy Orwell.', tags: ['2024', 'books'] });
    expect((await oneNote('---\ntags: 2024\n---\nText'))[0]).toMatchObject({ tags: ['2024'] });
  });

  it('a heading may be closed, and long rows of blanks in it are read past', async () => {
    expect(contents(await oneNote('# Diary of C# #\n\nNice day'))).toEqual(['Diary of C#\n\nNice day']);
    expect(contents(await oneNote(`# ${' '.repeat(20_000)}Diary${' '.repeat(20_000)}#\n\nNice day`))).toEqual(['Diary\n\nNice day']);
  });

  it('of a folder only notes are read, and the others are counted', async () => {
    const others = ['picture.png', 'style.css', 'board.canvas'].map((name) => sourceOf(name, Buffer.from([0xff, 0xd8])));
    const found = await survey(markdown, [sourceOf('a.md', 'One'), sourceOf('b.txt', 'Two'), ...others], { everything: false }, () => undefined);
    expect(found).toMatchObject({ items: 2, problemCount: 0, otherFiles: 3 });
    await expect(survey(markdown, others, { everything: false }, () => undefined)).rejects.toThrow('Name the file itself');
  });

  it.each([
    ['created: 20240501', '2024-05-01'],
    ['created: 2024-05-01', '2024-05-01'],
    ["created: '20240501'", '2024-05-01'],
    ['created: 1714521600', '2024-05-01'],
    ['created: Week 12', null],
    ['created: 20241399', null],
  ])('%s', async (line, day) => {
    const [item] = await oneNote(`---\n${line}\n---\ntext`);
    const said = day === null ? sourceOf('note.md', '').modifiedAt : Date.parse(day);
    expect(item?.createdAt).toBe(said);
  });

  it.each([
    ['basic-memory', 'permalink: notes/tea', '\uFEFF'],
    ['markdown', 'permalink: /tea/', ''],
    ['markdown', 'permalink: :title', ''],
  ])('%s is told by its permalinks: %s', async (name, line, mark) => {
    const notes = ['a.md', 'b.md'].map((path) => sourceOf(path, `${mark}---\n${line}\n---\ntext`));
    await expect(detect(notes)).resolves.toEqual({ format: formatNamed(name) });
  });

  it('details that are nested too deeply are left out, and that is told', () => {
    const metadata = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`) as Record<string, unknown>;
    const { items, cut } = withinLimits({ content: 'text', tags: [], kind: 'note', metadata, createdAt: 0, updatedAt: 0, place: '' });
    expect([items.map((item) => item.metadata), cut]).toEqual([[{}], true]);
  });

  it('lines that end as on old Macs are lines', async () => {
    expect(contents(await oneNote('# One\rtext\r\r# Two\rmore'))).toEqual(contents(await oneNote('# One\ntext\n\n# Two\nmore')));
  });

  it('what is too much of it is told only where something was lost', async () => {
    const cut = async (front: string) => (await survey(markdown, [sourceOf('a.md', `---\n${front}\n---\ntext`)], { everything: false }, () => undefined)).cut;
    expect([await cut('tags: a,b,a'), await cut(`tags: ${'x'.repeat(200)}`)]).toEqual([0, 1]);
  });

  it.each([
    ['is not valid UTF-8. Save it as UTF-8', Buffer.from([0x23, 0x20, 0xc3, 0x28])],
    ['is not valid UTF-8. Save it as UTF-8', Buffer.from('# Tea', 'utf16le')],
    ['has front matter that is not YAML', '---\na: [\n---\ntext'],
    [
      'has front matter that is not YAML',
      `---\na: &a [x,x,x]\n${'bcdefghijk'.replace(/./g, (name, at: number) => `${name}: &${name} [${`*${'abcdefghijk'[at]},`.repeat(9)}]\n`)}---\n`,
    ],
  ])('a note that %s is named', async (what, content) => {
    await expect(readAll(formatNamed('markdown'), [sourceOf('notes/one.md', content)])).resolves.toEqual({
      items: [],
      problems: [{ place: 'notes/one.md', what }],
    });
  });
});

describe('ChatGPT', () => {
  it('takes what was remembered: what went to its memory, the newest list of it, and the newest instructions', async () => {
    const { items } = await read('chatgpt');
    expect(items.map(({ kind, content }) => [kind, content])).toEqual([
      ['memory', 'Is vegetarian and plans a trip to Porto in June.'],
      ['profile', 'Lives in Lyon'],
      ['instructions', 'Answer briefly, with ``` in it'],
      ['memory', 'Is vegetarian and plans a trip to Porto in June.'],
      ['memory', 'Has a dog\ncalled Bran.'],
    ]);
    expect(items[0]?.createdAt).toBe(1_714_640_010_000);
    expect(items.at(-1)?.createdAt).toBe(Date.UTC(2024, 10, 30));
  });

  it('with everything: the own messages of the branch that is seen, without answers and without what was edited away', async () => {
    const { items } = await read('chatgpt', true);
    expect(contents(items.filter(({ kind }) => kind === 'conversation'))).toEqual([
      'Trip to Porto\n\nI am vegetarian. Where do I eat in Porto?\n\nIs this menu vegetarian?',
    ]);
  });

  it('a conversation whose nodes point in a circle ends', async () => {
    const node = (parent: string) => ({ parent, message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['hello'] } } });
    const circle = JSON.stringify([{ title: 't', current_node: 'a', mapping: { a: node('b'), b: node('a') } }]);
    expect(contents((await readAll(formatNamed('chatgpt'), [sourceOf('conversations.json', circle)], true)).items)).toEqual(['t\n\nhello\n\nhello']);
  });
});

describe('Claude', () => {
  it('takes its memories by heading, under their project, and what the person wrote for projects', async () => {
    const { items } = await read('claude');
    expect(items.map(({ kind, content, tags }) => [kind, content, tags])).toEqual([
      ['project', 'Project Rye: Recipes for autumn', ['Rye']],
      ['instructions', 'Instructions of project Rye:\n\nGive weights in grams.', ['Rye']],
      ['memory', 'Work context\n\nThe user runs a small bakery in Ghent.', []],
      ['memory', 'Personal context\n\nThe user has two children.', []],
      ['memory', 'Rye › Purpose & context\n\nA rye bread for the autumn menu.', ['Rye']],
    ]);
  });

  it('with everything: the documents of projects and the own messages', async () => {
    const { items } = await read('claude', true);
    expect(contents(items)).toEqual(
      expect.arrayContaining(['Rye › flour.md\n\nType 1150 from the mill.', 'Bread\n\nMy oven only reaches 230 degrees.\n\nI bake on Sundays.']),
    );
  });

  it('reads the folders of newer exports, one file for each project and account', async () => {
    const files = [
      sourceOf('memories/acc.json', '{"conversations_memory":"Likes rye.","project_memories":{"p":"Autumn.","gone":"Old."}}'),
      sourceOf('projects/p.json', '{"uuid":"p","name":"Rye"}'),
    ];
    await expect(detect(files)).resolves.toEqual({ format: formatNamed('claude') });
    expect(contents((await readAll(formatNamed('claude'), files)).items)).toEqual(['Likes rye.', 'Rye\n\nAutumn.', 'Old.']);
  });
});

describe('Claude, a part of the export', () => {
  const claude = formatNamed('claude');

  it('an export without conversations is told by its other files', async () => {
    const files = [sourceOf('conversations.json', '[]'), sourceOf('memories.json', '[{"conversations_memory":"Likes rye."}]')];
    await expect(detect(files)).resolves.toEqual({ format: claude });
    expect(contents((await readAll(claude, files)).items)).toEqual(['Likes rye.']);
  });

  it.each([1, 100])('the file of one project is read by itself, in pieces of %d', async (piece) => {
    const project = sourceOf('p1.json', '\ufeff\n{"uuid":"p","name":"Rye","is_starter_project":false,"description":"Bread"}', piece);
    await expect(detect([project])).resolves.toEqual({ format: claude });
    expect(contents((await readAll(claude, [project])).items)).toEqual(['Project Rye: Bread']);
  });
});

describe('a file that cannot be right is refused as a whole, before anything of it counts', () => {
  const chatgpt = formatNamed('chatgpt');
  const list = '[{"mapping":{}},{"mapping":{}}]';
  it.each(Array.from({ length: list.length - 1 }, (_, length) => list.slice(0, length)))('cut off: %s', async (content) => {
    await expect(readAll(chatgpt, [sourceOf('conversations.json', content)])).rejects.toThrow(/is not the JSON file that it should be|ends in the middle/);
  });

  it.each(['[]]', '[] x', 'x', '{}', '{"a":[]}', '"[]"', '}'])('not a list: %s', async (content) => {
    await expect(readAll(chatgpt, [sourceOf('conversations.json', content)])).rejects.toThrow('is not the JSON file that it should be');
  });

  it('an entry that is no JSON is named, and the others are read', async () => {
    const { items, problems } = await readAll(formatNamed('mcp-memory-service'), [
      sourceOf('a.json', '[{"content":"a"},{"content":b},{"content":"c"} {},,{"content":"d"}]'),
    ]);
    expect(contents(items)).toEqual(['a', 'd']);
    expect(problems.map(({ place }) => place)).toEqual(['a.json, memory 2', 'a.json, memory 3']);
  });

  it.each([
    ['PK\u0003\u0004rest', 'is a zip archive. Unpack it and name the folder'],
    ['SQLite format 3\u0000', 'is a database'],
    ['hello', 'is of no known format'],
  ])('%j is refused with what to do', async (content, message) => {
    await expect(detect([sourceOf('x.bin', content)])).rejects.toThrow(message);
  });
});
