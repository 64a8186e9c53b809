/** What the installers bring, run: the bundle, its pages and its native modules as they lie in the archive. `GATEHOUSE_RUNTIME=packed` runs every other spec on it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DesktopApp } from '../electron/desktop-app.ts';
import { type Client, callTool, cannotRun, createSuite, onStandIn, startClient } from '../electron/e2e.ts';
import { asked, press } from '../electron/person.ts';
import { run } from '../support/broker.ts';
import type { Tokens } from '../support/oauth-client.ts';
import { extractPacked } from './extract-packed.ts';
import { PATIENCE } from './pack.ts';

describe.skipIf(cannotRun || !onStandIn)('the packed app, end to end (skipped without Chromium outside CI)', () => {
  const suite = createSuite(extractPacked);
  let app: DesktopApp;
  let client: Client;
  let tokens: Tokens;
  beforeAll(async () => {
    app = await suite.launch();
    client = await startClient('Claude Code');
  }, PATIENCE);
  afterAll(async () => {
    client.close();
    await suite.end();
  });

  const call = async (name: string, input: Record<string, unknown>) => {
    const response = await callTool(app, tokens, name, input);
    const text = await response.text();
    return JSON.parse(text.startsWith('{') ? text : (/^data: (.+)$/m.exec(text)?.[1] ?? '')).result.structuredContent;
  };

  it('asks in its popup, is allowed by mouse, and the client works', async () => {
    const { page, popup } = await asked(app, client);
    // It stays for a moment only.
    await Promise.all([popup.locator('h1', { hasText: 'Connected. You can disconnect it any time.' }).waitFor(), press(popup, 'Allow')]);
    const answer = await client.answer(page);
    tokens = await client.redeem(app, answer);
    expect(tokens.scope).toBe('memory:read memory:write');
    await app.noPopup();
  });

  it('remembers and finds: writer, searcher and SQLite are those of the package', async () => {
    const { id } = await call('memory_store', { content: 'The gate is painted green.' });
    expect(await call('memory_search', { query: 'painted gate' })).toMatchObject({ items: [{ id, content: 'The gate is painted green.' }] });
  });

  it('shows its window', async () => {
    await app.second();
    const window = await app.window();
    await window.getByText('Claude Code').first().waitFor();
  });

  it('takes it back: the next request is refused', async () => {
    const { code } = await run('src/cli/gatehouse.ts', ['revoke', client.id(), '--data-dir', app.directory]);
    expect(code).toBe(0);
    expect((await callTool(app, tokens, 'memory_status')).status).toBe(401);
  });

  it('denies, and the client hears of it', async () => {
    const other = await startClient('Cursor');
    const { page, popup } = await asked(app, other);
    await press(popup, 'Deny');
    expect((await other.answer(page)).get('error')).toBe('access_denied');
    other.close();
  });
});
