import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { isPermitted } from '../../src/admin/permitted.ts';
import { loadCompartments } from '../../src/memory/compartments.ts';
import type { CompartmentCountView, RequestView, StatusView } from '../../src/shared/views.ts';
import { createScreen, login, type Screen } from '../consent/support.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { callTool, connect } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let screen: Screen;
beforeEach(async () => {
  screen = createScreen();
  gatehouse = await startGatehouse({ prompt: screen });
});
afterEach(() => gatehouse.close());

async function ask<Result = Record<string, unknown>>(method: string, parameters: object = {}): Promise<Result> {
  const admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
  return (await admin[method]?.(parameters, 'command')) as Result;
}
const create = async (name: string) => (await ask<{ compartment: { id: string } }>('compartments.create', { name })).compartment.id;
const list = async () => (await ask<{ compartments: CompartmentCountView[] }>('compartments.list')).compartments;
const named = async (name: string) => (await list()).find((compartment) => compartment.name === name);

describe('compartments are the person’s', () => {
  it('a new profile has one', async () => {
    expect(await list()).toEqual([{ id: 'default', name: 'Default', alsoReads: [], memories: 0, connections: 0 }]);
  });

  it('the id stays when the name changes, and connections stay where they are', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'stays' });
    await ask('compartments.rename', { compartment: 'default', name: 'Personal' });
    expect(await list()).toEqual([{ id: 'default', name: 'Personal', alsoReads: [], memories: 1, connections: 1 }]);
    expect(await (await callTool(gatehouse, tokens.access_token, 'memory_recall', { query: 'stays' })).text()).toContain('stays');
    expect(await ask('clients.get', { id: clientId })).toMatchObject({ client: { grants: [{ compartment: { id: 'default', name: 'Personal' } }] } });
  });

  it.each([
    ['the same name', 'Work'],
    ['the same name in another case', 'wORK'],
    ['the same name in other characters', 'Ｗｏｒｋ'],
    ['the same name with something invisible in it', 'Wo\u200brk'],
    ['the id of another one', 'Default'],
  ])('%s is refused', async (_what, name) => {
    await create('Work');
    await ask('compartments.rename', { compartment: 'default', name: 'Personal' });
    await expect(create(name)).rejects.toThrow(/^There is a compartment .* already\.$/);
    expect(await list()).toHaveLength(2);
  });

  it('a name may change its own case, and a nameless or endless one is refused', async () => {
    await ask('compartments.rename', { compartment: 'Default', name: 'DEFAULT' });
    expect((await list()).map(({ name }) => name)).toEqual(['DEFAULT']);
    await expect(create('\u202e\u200b')).rejects.toThrow('name must have something to read in it');
    await expect(create('x'.repeat(41))).rejects.toThrow('at most 40 characters');
    await expect(ask('compartments.rename', { compartment: 'Nowhere', name: 'x' })).rejects.toThrow('There is no compartment Nowhere. There are: DEFAULT');
  });

  it('two of the same name at once: one is made', async () => {
    const made = await Promise.allSettled([create('Work'), create('Work'), create('work')]);
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await list()).toHaveLength(2);
  });

  it('they survive a restart', async () => {
    const id = await create('Work');
    await ask('compartments.windows', { compartment: 'work', reads: ['default'] });
    const again = await loadCompartments({
      store: gatehouse.memoryStore.compartments,
      clock: gatehouse.clock,
      random: { bytes: (count) => new Uint8Array(count) },
      onChanged: () => undefined,
    });
    expect(again.view(id)).toEqual({ id, name: 'Work', alsoReads: ['Default'] });
  });
});

describe('moving memories', () => {
  const store = async (content: string) => {
    const { tokens } = await connect(gatehouse);
    await callTool(gatehouse, tokens.access_token, 'memory_store', { content });
  };
  const idOf = async (content: string) =>
    (await gatehouse.memoryStore.list('default', {}, { limit: 50, now: gatehouse.clock.now() })).find((each) => each.content === content)?.id ?? '';

  it('what is moved is where it was moved to, and nowhere else', async () => {
    await store('moves');
    await store('stays');
    await create('Work');
    const moves = await idOf('moves');
    expect(await ask('memories.move', { from: 'default', to: 'work', ids: [moves, 'mem_0000000000000000'] })).toEqual({
      moved: [moves],
      left: ['mem_0000000000000000'],
    });
    expect([await named('Default'), await named('Work')]).toMatchObject([{ memories: 1 }, { memories: 1 }]);
    expect(await idOf('moves')).toBe('');
    await gatehouse.activity.flush();
    const { activity } = await ask<{ activity: { words: string }[] }>('activity.list', { limit: 1 });
    expect(activity.map(({ words }) => words)).toEqual(['1 memory went from Default to Work (answered by command)']);
  });

  it('what is remembered there already stays where it is', async () => {
    await store('the same');
    await create('Work');
    const first = await idOf('the same');
    await ask('memories.move', { from: 'Default', to: 'Work', ids: [first] });
    await store('the same');
    const second = await idOf('the same');
    expect(await ask('memories.move', { from: 'Default', to: 'Work', ids: [second] })).toEqual({ moved: [], left: [second] });
    expect(await idOf('the same')).toBe(second);
  });

  it.each([
    ['into itself', { from: 'Default', to: 'default', ids: ['mem_0000000000000000'] }, 'from and to must be two compartments'],
    ['into nothing', { from: 'Default', to: 'Nowhere', ids: ['mem_0000000000000000'] }, 'There is no compartment Nowhere. There are: Default'],
    ['more than 500', { from: 'Default', to: 'Work', ids: Array.from({ length: 501 }, String) }, 'ids must be at most 500'],
  ])('%s is refused', async (_what, parameters, words) => {
    await expect(ask('memories.move', parameters)).rejects.toThrow(words);
  });
});

describe('removing one', () => {
  it('that is empty and unused: it can be chosen no longer', async () => {
    await create('Work');
    expect(await ask('compartments.remove', { compartment: 'Work' })).toMatchObject({ removed: true });
    expect((await list()).map(({ name }) => name)).toEqual(['Default']);
    await login(gatehouse);
    expect(screen.now()?.compartments.map(({ name }) => name)).toEqual(['Default']);
  });

  it('that holds a memory, or the last one, is refused', async () => {
    await create('Work');
    const { tokens } = await connect(gatehouse);
    await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'still here' });
    await ask('clients.revokeAll');
    await expect(ask('compartments.remove', { compartment: 'default' })).rejects.toThrow(
      'Default is not empty. Move its memories first, those in the bin too.',
    );
    await ask('compartments.remove', { compartment: 'Work' });
    await expect(ask('compartments.remove', { compartment: 'Default' })).rejects.toThrow('It is the only compartment; programs need one.');
  });

  it('that a program is connected to is refused, also while that program is paused', async () => {
    const id = await create('Work');
    const { requestId, clientId } = await login(gatehouse);
    await gatehouse.desk.decide(requestId ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: id }, 'popup');
    await ask('clients.pause', { id: clientId });
    await expect(ask('compartments.remove', { compartment: id })).rejects.toThrow('Programs are connected to Work. Disconnect them first.');
    expect(await named('Work')).toMatchObject({ connections: 1 });
    await ask('clients.revoke', { id: clientId });
    await ask('compartments.remove', { compartment: id });
  });

  it('while it is being allowed: no connection is left that leads nowhere', async () => {
    for (const order of ['allow first', 'remove first']) {
      const id = await create('Work');
      const { requestId } = await login(gatehouse, order);
      const allow = () => gatehouse.desk.decide(requestId ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: id }, 'popup');
      const remove = () =>
        ask('compartments.remove', { compartment: id }).then(
          () => 'removed',
          () => 'refused',
        );
      const [removed] = await (order === 'allow first' ? Promise.all([allow(), remove()]).then(([, second]) => [second]) : Promise.all([remove(), allow()]));
      const grants = (await gatehouse.store.grants.live()).filter(({ compartment }) => compartment === id);
      expect([order, removed === 'removed' ? grants.length : 0]).toEqual([order, 0]);
      if (removed === 'refused') {
        await ask('clients.revokeAll');
        await ask('compartments.remove', { compartment: id });
      }
    }
  });
});

describe('windows', () => {
  it('are named in the prompt, which is drawn again when they change, and nothing can be chosen that is not offered', async () => {
    await create('Work');
    await create('Diary');
    await login(gatehouse);
    const shown = (): RequestView['compartments'] => screen.now()?.compartments ?? [];
    expect(shown().map(({ alsoReads }) => alsoReads)).toEqual([[], [], []]);
    const before = screen.shown.length;
    await ask('compartments.windows', { compartment: 'Default', reads: ['Diary', 'work'] });
    expect(shown()[0]).toEqual({ id: 'default', name: 'Default', alsoReads: ['Work', 'Diary'] });
    expect(screen.shown).toHaveLength(before + 1);
    await ask('compartments.windows', { compartment: 'Default' });
    expect(shown()[0]?.alsoReads).toEqual([]);
  });

  it('are chosen by name with the answer, and told back by name', async () => {
    const id = await create('Work');
    await login(gatehouse);
    const request = screen.now()?.id;
    await expect(ask('requests.allow', { id: request, compartment: 'Nowhere' })).rejects.toThrow('There is no compartment Nowhere. There are: Default, Work');
    expect(await ask('requests.allow', { id: request, compartment: 'work' })).toMatchObject({ compartment: 'Work' });
    expect((await gatehouse.store.grants.live()).map(({ compartment }) => compartment)).toEqual([id]);
    expect(await ask('tokens.create', { name: 'script', compartment: 'WORK' })).toMatchObject({ compartment: 'Work' });
  });

  it('are in the row of every client that has one', async () => {
    await create('Work');
    await ask('compartments.windows', { compartment: 'Default', reads: ['Work'] });
    const { clientId } = await connect(gatehouse);
    expect(await ask('clients.get', { id: clientId })).toMatchObject({ client: { grants: [{ compartment: { name: 'Default', alsoReads: ['Work'] } }] } });
  });

  it('into themselves or into nothing are refused', async () => {
    await create('Work');
    await expect(ask('compartments.windows', { compartment: 'Work', reads: ['work'] })).rejects.toThrow('A compartment needs no window into itself.');
    await expect(ask('compartments.windows', { compartment: 'Work', reads: ['Nowhere'] })).rejects.toThrow('There is no compartment Nowhere.');
    await expect(ask('compartments.windows', { compartment: 'Work', reads: 'Default' })).rejects.toThrow('reads must be a list of texts');
    expect(await named('Work')).toMatchObject({ alsoReads: [] });
  });

  it('are not opened over the control socket of the desktop host, where the AI tool has a shell', () => {
    const methods = ['list', 'create', 'rename', 'remove', 'windows'].map((method) => `compartments.${method}`);
    expect(methods.filter((method) => isPermitted(method, 'desktop'))).toEqual(['compartments.list']);
    expect(methods.filter((method) => isPermitted(method, 'headless'))).toEqual(methods);
  });

  it('everything of it is in the activity, by name', async () => {
    await create('Work');
    await ask('compartments.windows', { compartment: 'Work', reads: ['Default'] });
    await ask('compartments.windows', { compartment: 'Work' });
    await ask('compartments.rename', { compartment: 'Work', name: 'Office' });
    await ask('compartments.remove', { compartment: 'Office' });
    await gatehouse.activity.flush();
    const { activity } = await ask<{ activity: { words: string }[] }>('activity.list', { limit: 5 });
    expect(activity.map(({ words }) => words).reverse()).toEqual([
      'The compartment Work was made (answered by command)',
      'Programs connected to Work may read Default as well (answered by command)',
      'Programs connected to Work may read nothing else (answered by command)',
      'A compartment is called Office now (answered by command)',
      'The compartment Office was removed (answered by command)',
    ]);
  });
});
