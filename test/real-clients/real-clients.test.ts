import { describe, expect, it } from 'vitest';
import { allowNext } from '../support/answer.ts';
import { browse } from '../support/scripted-browser.ts';
import { CLIENTS, cannotRun, claudeCode, versionOf } from './clients.ts';
import { NO_TOOL } from './scripted-model.ts';
import { CONTENT, useRealClient } from './use-real-client.ts';

describe.each(CLIENTS.map((client) => ({ client, title: `${client.name} ${versionOf(client)}` })))('$title, as it is published', ({ client }) => {
  describe.skipIf(cannotRun(client))('(skipped where it is not installed, but not in CI)', () => {
    const { broker, terminal, words, opened, gatehouse, work, memories, clients } = useRealClient(client);

    /** The person's part: the page opens, the question is answered, the page leads back. */
    async function allow(loggedIn: Promise<void>): Promise<void> {
      const url = await opened();
      const [question] = await Promise.all([allowNext(broker()), browse(url)]);
      expect(question.client.name).toBe(client.name);
      await loggedIn;
    }

    it('`gatehouse connect` and one Allow, and it is in', async () => {
      await allow(client.connect(terminal(), words('connect', client.id)));
      expect(await clients()).toMatchObject([{ name: client.name, state: 'connected' }]);
      expect(await gatehouse('connect', client.id)).toMatchObject({ code: 0, out: expect.stringContaining('already') });
    });

    it('its agent finds the tool, and what it stores is kept under its name', async () => {
      expect(await work()).toContain('stored');
      expect(await memories()).toEqual([[CONTENT, client.name]]);
    });

    it('disconnected, it is refused at once, and its agent stores nothing more', async () => {
      const [{ id } = { id: '' }] = await clients();
      await broker().command('revoke', id);
      expect(await work()).not.toContain('stored');
      expect(await memories()).toHaveLength(1);
    });

    it('gets in again when the person allows it again', async () => {
      await allow(client.logIn(terminal()));
      expect(await work()).toContain('existing');
    });

    it('`gatehouse connect --undo` takes its entry out again', async () => {
      expect(await gatehouse('connect', client.id, '--undo')).toMatchObject({ code: 0, err: '' });
      expect(await work()).toContain(NO_TOOL);
    });
  });
});

describe.skipIf(cannotRun(claudeCode))('Claude Code through the bridge (skipped where it is not installed, but not in CI)', () => {
  const { broker, words, say, work, memories, clients } = useRealClient(claudeCode);

  it('starts it, the person is asked about the program that did, and its agent stores', async () => {
    await say(['claude', 'mcp', 'add', '--scope', 'user', 'gatehouse', '--', ...words('bridge')]);
    const [question, list] = await Promise.all([allowNext(broker()), say(['claude', 'mcp', 'list'])]);
    expect(question.client.name).toBe('claude through the bridge');
    expect(list).toContain('Connected');
    expect(await work()).toContain('stored');
    expect(await memories()).toEqual([[CONTENT, 'claude through the bridge']]);
  });

  it('disconnected, it is refused at once, and its agent stores nothing more', async () => {
    const [{ id } = { id: '' }] = await clients();
    await broker().command('revoke', id);
    expect(await work()).not.toContain('stored');
    expect(await memories()).toHaveLength(1);
  });
});
