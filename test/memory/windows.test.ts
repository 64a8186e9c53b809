/** Read-only windows (ruling 23): what the person lets a compartment see is found from there, and nothing that is seen can be changed. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { memoryStores } from '../support/memory-stores.ts';
import { type Client, connectIn } from './client.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));
const STORES = memoryStores(directory);

describe.each(STORES)('a window, on the $name store', ({ open }) => {
  let gatehouse: TestGatehouse;
  let work: { id: string };
  let home: { id: string };
  let looker: Client;
  let owner: Client;
  let secret: string;
  beforeEach(async () => {
    gatehouse = await startGatehouse({ openMemoryStore: open });
    work = await gatehouse.compartments.create('Work');
    home = await gatehouse.compartments.create('Home');
    looker = await connectIn(gatehouse, work.id);
    owner = await connectIn(gatehouse, home.id);
    secret = await owner.store({ content: 'The heron nests behind the mill', tags: ['birds'] });
  });
  afterEach(() => gatehouse.close());
  const openWindow = () => gatehouse.compartments.setWindows(work.id, [home.id]);
  const contents = async (name: string, input: object) => (await looker.items(name, input)).map(({ content }) => content);

  it('lets everything that reads find it, at the next call, and closes as fast', async () => {
    const seen = async () => [
      await contents('memory_recall', { query: 'where does the heron nest' }),
      await contents('memory_search', { tags: ['birds'] }),
      await contents('memory_search', {}),
      (await looker.rest(`GET /api/memories/${secret}`)).status,
      JSON.parse((await looker.rest('GET /api/memories/tags')).body).tags,
    ];
    const nothing = [[], [], [], 404, []];
    expect(await seen()).toEqual(nothing);
    await openWindow();
    const heron = ['The heron nests behind the mill'];
    expect(await seen()).toEqual([heron, heron, heron, 200, [{ tag: 'birds', count: 1 }]]);
    await gatehouse.compartments.setWindows(work.id, []);
    expect(await seen()).toEqual(nothing);
  });

  it('opens in one direction only, and not on into what that one sees', async () => {
    const third = await gatehouse.compartments.create('Diary');
    const diary = await connectIn(gatehouse, third.id);
    await diary.store({ content: 'The heron is a secret' });
    await looker.store({ content: 'The heron of the office' });
    await openWindow();
    await gatehouse.compartments.setWindows(home.id, [third.id]);
    expect((await contents('memory_recall', { query: 'heron' })).sort()).toEqual(['The heron nests behind the mill', 'The heron of the office']);
    expect((await owner.items('memory_recall', { query: 'heron' })).map(({ content }) => content).sort()).toEqual([
      'The heron is a secret',
      'The heron nests behind the mill',
    ]);
    expect((await diary.items('memory_recall', { query: 'heron' })).map(({ content }) => content)).toEqual(['The heron is a secret']);
  });

  it('is for reading: every change of what is seen is refused, says why, and changes nothing', async () => {
    await openWindow();
    const own = await looker.store({ content: 'Mine' });
    const why = `Memory ${secret} can only be read from here: it is kept apart from what this program may change. Nothing was changed.`;
    const attempts = [
      () => looker.call('memory_update', { id: secret, content: 'x' }),
      () => looker.call('memory_update', { id: secret, tags: [] }),
      () => looker.call('memory_forget', { id: secret }),
      () => looker.call('memory_forget', { ids: [own, secret] }),
      () => looker.call('memory_forget', { ids: [...Array.from({ length: 30 }, (_, index) => `mem_${index}`), own, secret] }),
    ];
    for (const attempt of attempts) expect(await attempt()).toMatchObject({ isError: true, content: [{ text: why }] });
    for (const line of [`PATCH /api/memories/${secret}`, `DELETE /memory/v1/items/${secret}`]) {
      const { status, body } = await looker.rest(line, line.startsWith('PATCH') ? '{"content":"x"}' : '');
      expect([line, status, JSON.parse(body).error_description]).toEqual([line, 400, why]);
    }
    expect(JSON.parse((await owner.rest(`GET /api/memories/${secret}`)).body)).toMatchObject({ content: 'The heron nests behind the mill', version: 1 });
    expect(await contents('memory_search', {})).toHaveLength(2);
  });

  it('is not where things are put: the same content stored here is a memory of its own, and counts are of one’s own', async () => {
    await openWindow();
    const copy = await looker.store({ content: 'The heron nests behind the mill' });
    expect(copy).not.toBe(secret);
    expect((await looker.call('memory_store', { content: 'The heron nests behind the old mill' })).structuredContent).toMatchObject({
      similar: [{ id: copy }],
    });
    expect((await looker.call('memory_status', {})).structuredContent).toMatchObject({ memories: 2 });
    expect((await owner.call('memory_status', {})).structuredContent).toMatchObject({ memories: 1 });
    await looker.call('memory_configure', { suggestDuplicates: false });
    expect((await owner.call('memory_configure', {})).structuredContent).toMatchObject({ settings: { suggestDuplicates: true } });
  });

  it('shows nothing that was forgotten or has run out', async () => {
    await openWindow();
    const soon = await owner.store({ content: 'The heron leaves soon', expires: new Date(gatehouse.clock.now() + 60_000).toISOString() });
    await owner.call('memory_forget', { id: secret });
    gatehouse.clock.advance(60_000);
    expect(await contents('memory_recall', { query: 'heron' })).toEqual([]);
    for (const id of [secret, soon])
      expect(await looker.call('memory_update', { id, content: 'x' })).toMatchObject({ content: [{ text: `There is no memory ${id}.` }] });
  });
});
