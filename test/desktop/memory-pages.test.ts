import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createDigest } from '../../src/cli/create-digest.ts';
import { readExport, writeExport } from '../../src/moving/own-export.ts';
import type { SourceFile } from '../../src/moving/reading.ts';
import { seal, unseal } from '../../src/moving/seal.ts';
import { atRest, press } from '../electron/at-rest.ts';
import { MEMORY_SCENES, manyMemories } from '../electron/memory-states.ts';
import { bringAxe, usePages } from '../electron/use-pages.ts';
import type { WindowScene } from '../electron/window-states.ts';
import { cannotBrowse } from '../support/chromium.ts';

const PASSPHRASE = 'four words nobody joins';
/** Labels of what is lower than 32 pixels; a link inside a text is as high as the text. */
const SMALL_TARGETS = `[...document.querySelectorAll('main button, main select, nav a')]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 32).map((each) => each.textContent)`;

describe.skipIf(cannotBrowse)('the pages about memories and activity (skipped without Chromium outside CI)', () => {
  const { window: show } = usePages();
  const scene = (name: string, answers: WindowScene['answers'] = {}): WindowScene => {
    const known = MEMORY_SCENES[name];
    if (known === undefined) throw new Error(`there is no scene ${name}`);
    return { ...known, answers: { ...known.answers, ...answers } };
  };
  /** Methods that were asked with what, and what they answer. */
  const told = (answers: Readonly<Record<string, unknown>>) => {
    const calls: [string, unknown][] = [];
    const recording = Object.entries(answers).map(([method, answer]) => [
      method,
      (parameters: unknown) => {
        calls.push([method, parameters]);
        return answer;
      },
    ]);
    return { calls, answers: Object.fromEntries(recording) as WindowScene['answers'] };
  };
  const saved = async (page: Page, act: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), act()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const exported = async (records: readonly string[]): Promise<Buffer> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeExport(batches(records), createDigest)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  async function* batches(records: readonly string[]) {
    yield records;
  }

  it.each(Object.entries(MEMORY_SCENES))('%s: axe finds nothing and nothing is cut off', async (_name, each) => {
    const { page, complaints } = await show(each);
    const axe = await bringAxe(page);
    for (const [colorScheme, forcedColors, zoom] of [
      ['light', 'none', 1],
      ['dark', 'active', 1],
      ['dark', 'none', 2],
    ] as const) {
      await page.emulateMedia({ colorScheme, forcedColors });
      await page.setViewportSize({ width: 960 / zoom, height: 640 / zoom });
      await atRest(page);
      expect(await axe()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  it('show what a memory says as text, with nothing hidden in it', async () => {
    const { page } = await show(scene('memory hostile'));
    expect(await page.locator('.long-text').textContent()).toContain('<img src=x onerror=alert(1)> <b>Gatehouse says: allow everything</b> ⟨U+202E⟩gnp.exe');
    expect(await page.locator('main img, main b, main script').count()).toBe(0);
  });

  it('are worked by keys alone: arrows, Space, Delete with a question, Undo, Enter, Esc', async () => {
    const { calls, answers } = told({ 'memories.forget': { action: 'act_1', forgotten: ['mem_own'] }, 'actions.undo': { restored: 1 } });
    const { page } = await show(scene('memories', answers));
    const grid = page.locator('[role=grid]');
    const isActive = (text: string) =>
      expect
        .poll(() => page.evaluate("document.querySelector('#' + CSS.escape(document.activeElement.getAttribute('aria-activedescendant')))?.textContent"))
        .toContain(text);
    await grid.focus();
    await isActive('Prefers tea');
    await press(page, 'ArrowDown');
    await isActive('spare key');
    await press(page, 'Space');
    await page.locator('.chosen', { hasText: '1 memory chosen' }).waitFor();
    await press(page, 'Delete');
    await page.getByRole('alertdialog', { name: 'Delete this memory?' }).waitFor();
    expect(calls).toEqual([]);
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Cancel');
    await press(page, 'Tab', 'Enter');
    await page.getByText('1 memory deleted.').waitFor();
    expect(calls).toEqual([['memories.forget', { ids: ['mem_own'] }]]);
    await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
    await page.getByText('It is back.').waitFor();
    expect(calls.at(-1)).toEqual(['actions.undo', { id: 'act_1' }]);
    await atRest(page);
    await grid.focus();
    await press(page, 'Home');
    await isActive('Prefers tea');
    await press(page, 'Enter');
    await page.getByText('Green in the morning').first().waitFor();
    await press(page, 'Escape');
    await grid.waitFor();
  });

  it('undo everything that one program wrote, and that again, as one', async () => {
    const { calls, answers } = told({ 'memories.forgetClient': { action: 'act_2', forgotten: 5, setBack: 2 }, 'actions.undo': {} });
    const { page } = await show(scene('memories of a client', answers));
    await page.getByRole('button', { name: 'Undo everything “Claude Code” wrote' }).click();
    await page.getByRole('button', { name: 'Undo its writing' }).click();
    await page.getByText('7 memories taken back.').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => calls.map(([method]) => method)).toEqual(['memories.forgetClient', 'actions.undo']);
  });

  it('ask for a hundred thousand memories page by page while they are scrolled, and draw only what is seen', async () => {
    const asked: unknown[] = [];
    const list = manyMemories(100_000);
    const read = (parameters: unknown) => {
      asked.push(parameters);
      return list(parameters);
    };
    const { page } = await show(scene('memories many', { 'memories.list': read }));
    expect(asked).toHaveLength(1);
    await page.locator('[role=grid]').focus();
    for (let times = 0; times < 4; times++) {
      await page.keyboard.press('End');
      await expect.poll(() => asked.length).toBe(times + 2);
      // What was asked for is in the list.
      await atRest(page);
    }
    expect(asked.map((each) => (each as { cursor?: string }).cursor)).toEqual([undefined, '200', '400', '600', '800']);
    expect(await page.locator('[role=row]').count()).toBeLessThan(40);
    // So far down nothing is read again behind the person's back: they are told.
    await page.evaluate('tellChanged()');
    await page.getByRole('button', { name: 'Show the latest' }).click();
    // The first that is asked then; the list may want its next page at once, where it was scrolled to.
    await expect.poll(() => asked.length).toBeGreaterThan(5);
    expect((asked[5] as { cursor?: string }).cursor).toBe(undefined);
  });

  it.each([
    [1500, 2600],
    [600, 800],
    [320, 320],
  ])('ask for no more than a window of %i × %i needs, however it is resized', async (width, height) => {
    const asked: unknown[] = [];
    const list = manyMemories(100_000);
    const { page } = await show(
      scene('memories many', {
        'memories.list': (parameters: unknown) => {
          asked.push(parameters);
          return list(parameters);
        },
      }),
    );
    await page.setViewportSize({ width, height });
    await atRest(page);
    expect(asked).toHaveLength(1);
    expect(await page.locator('[role=row]').count()).toBeLessThan(70);
  });

  it.each([
    ['stored', 'Added.'],
    ['existing', 'Exactly that is remembered already. Its tags and kind stay.'],
    ['changed', 'Exactly that is remembered already. It would have run out and is kept for good now; its tags and kind stay.'],
    ['restored', 'Exactly that had been forgotten, and is back, with these tags and this kind.'],
  ])('say what became of a memory that is added: %s', async (outcome, line) => {
    const { page } = await show(scene('memory added', { 'memories.add': { id: 'mem_tea', outcome } }));
    await page.getByLabel('Text').fill('Tea is at four.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.notices').getByText(line, { exact: true }).waitFor();
  });

  it('write an export that reads as one, open or sealed', async () => {
    const { page } = await show(scene('moving'));
    const records = async (bytes: AsyncIterable<Uint8Array>) => {
      const file: SourceFile = { path: 'export', modifiedAt: 0, size: 0, bytes: () => bytes };
      const all: string[] = [];
      for await (const line of readExport(file, createDigest)) all.push(line);
      return all;
    };
    async function* once(bytes: Uint8Array) {
      yield bytes;
    }
    const wanted = ['{"memory":{"id":"mem_1"}}', '{"memory":{"id":"mem_2"}}'];
    const open = await saved(page, () => page.getByRole('button', { name: 'Export', exact: true }).click());
    expect(open.name).toMatch(/^gatehouse-.*\.jsonl$/);
    expect(await records(once(open.bytes))).toEqual(wanted);
    await page.getByText('Seal it with a passphrase').click();
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await expect.poll(() => page.getByRole('button', { name: 'Export', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('Passphrase once more').fill(PASSPHRASE);
    const closed = await saved(page, () => page.getByRole('button', { name: 'Export', exact: true }).click());
    expect(closed.name).toMatch(/\.jsonl\.age$/);
    expect(await records(unseal(once(closed.bytes), PASSPHRASE, 'export'))).toEqual(wanted);
  });

  it('restore an export only when it is whole and its passphrase is right', async () => {
    const { calls, answers } = told({ 'restore.begin': {}, 'restore.add': { memories: 1, existing: 1, binned: 1 }, 'restore.end': { held: 0 } });
    const { page } = await show(scene('moving', answers));
    const choose = async (name: string, buffer: Buffer) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).click()]);
      await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
    };
    const whole = await exported(['{"memory":{"id":"mem_1"}}']);
    await choose('damaged.jsonl', Buffer.from(whole.toString().replace('mem_1', 'mem_2')));
    await page.getByText('damaged.jsonl is damaged: it is not what was exported. Nothing was changed.').waitFor();
    expect(calls.filter(([, parameters]) => (parameters as { dryRun?: boolean }).dryRun !== true)).toEqual([]);
    await page.getByRole('button', { name: 'Choose another' }).click();

    const parts: Uint8Array[] = [];
    for await (const part of await seal(batchesOf(whole), PASSPHRASE)) parts.push(part);
    await choose('sealed.age', Buffer.concat(parts));
    await page.getByLabel('Passphrase', { exact: true }).last().fill('another passphrase');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('This passphrase does not open sealed.age. Nothing was changed.').waitFor();
    calls.length = 0;
    await page.getByLabel('Passphrase', { exact: true }).last().fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('button', { name: 'Restore 1 memory' }).click();
    await page.getByText('1 memory restored. 1 memory is in the bin here, and stays there.').waitFor();
    expect(calls).toEqual([
      ['restore.add', { records: [{ memory: { id: 'mem_1' } }], dryRun: true }],
      ['restore.begin', {}],
      ['restore.add', { records: [{ memory: { id: 'mem_1' } }] }],
      ['restore.end', {}],
    ]);
  });

  it('import another program’s file after showing what would come in', async () => {
    const added = { stored: 1, restored: 0, existing: 0, kept: 2, held: { secret: 1, instruction: 0 }, heldNow: 1, refused: [] };
    const { calls, answers } = told({ 'import.add': added, 'actions.undo': { held: 1 } });
    const { page } = await show(scene('moving', answers));
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).click()]);
    const note = Buffer.from('# Tea\n\nGreen in the morning.\n\n# Tea\n\nGreen in the morning.\n');
    await chooser.setFiles({ name: 'tea.md', mimeType: 'text/markdown', buffer: note });
    await page.getByText('What would come in').waitFor();
    expect(calls.every(([, parameters]) => (parameters as { dryRun: boolean }).dryRun)).toBe(true);
    await page.locator('.facts', { hasText: 'Held for you1' }).waitFor();
    await page.locator('.facts', { hasText: 'There until a day, and then for good2' }).waitFor();
    await page.getByRole('button', { name: 'Import 1 memory' }).click();
    await page.getByText('1 memory imported.').waitFor();
    expect(calls.at(-1)?.[1]).toMatchObject({ id: 'act_0123456789abcdef', compartment: 'co_default', file: 'tea.md', dryRun: false });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The import is undone: what came in is in the bin, and what it had held is gone.').waitFor();
  });

  it('copy and export the activity as it is filtered', async () => {
    const { calls, answers } = told({ 'activity.verify': { intact: false, entries: 3, brokenAt: 2 } });
    const { page } = await show(scene('activity', answers));
    const { name, bytes } = await saved(page, () => page.getByRole('button', { name: 'Export', exact: true }).click());
    expect(name).toMatch(/^gatehouse-activity-/);
    expect(JSON.parse(bytes.toString().split('\n')[1] ?? '')).toMatchObject({
      sequence: 998,
      count: 12,
      words: '12 memories put into the bin (in the window)',
    });
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText('Entry 2 is not what was written.').waitFor();
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['activity', 'Search the activity', 'activity.list', 'activity', 'Nothing like that has happened.'],
    ['bin', 'Search the bin', 'bin.list', 'memories', 'No memory is like that.'],
    ['held', 'Search what is held', 'held.list', 'held', 'Nothing held is like that.'],
  ] as const)(
    '%s: Ctrl F leads to its search; what is not there is said, and emptied with Esc the list is whole again',
    async (name, label, method, list, none) => {
      const all = MEMORY_SCENES[name]?.answers[method] as object;
      const read = (parameters: unknown) => ('text' in (parameters as object) ? { ...all, [list]: [] } : all);
      const { page } = await show(scene(name, { [method]: read }));
      const rows = page.locator('.rows [role=row]');
      const before = await rows.count();
      expect(before).toBeGreaterThan(0);
      await press(page, 'Control+f');
      const focused = () => page.evaluate("document.activeElement?.closest('.search')?.querySelector('input')?.placeholder");
      await expect.poll(focused).toBe(label);
      await page.keyboard.type('zebra');
      await page.getByText(none).waitFor();
      // The whole bin cannot be emptied where a part of it is looked at.
      expect(await page.getByRole('button', { name: 'Empty the bin' }).count()).toBe(0);
      await press(page, 'Escape');
      await expect.poll(() => rows.count()).toBe(before);
      expect(await focused()).toBe(label);
    },
  );

  it('the search of the memories keeps the focus while it is emptied, also where nothing was found', async () => {
    const { page } = await show(scene('memories', { 'memories.search': { memories: [], next: null } }));
    await press(page, 'Control+f');
    await page.keyboard.type('zebra');
    await page.getByText('No memory is like that.').waitFor();
    await press(page, 'Escape');
    await page.locator('.rows [role=row]').first().waitFor();
    await page.keyboard.type('lion');
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('lion');
  });

  it('what is held is found by what its line shows, in any case and without accents', async () => {
    const { page } = await show(scene('held'));
    const rows = page.locator('.rows [role=row]');
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('searchbox').fill('ÍNSTRUCTION');
    await expect.poll(() => rows.count()).toBe(1);
  });

  it('a search of the activity goes on where it has found nothing yet, and is what is exported', async () => {
    const asked: { text?: string; before?: number }[] = [];
    const pages: Readonly<Record<number, number[]>> = { 3000: [], 2000: [], 1000: [7] };
    const read = (parameters: unknown) => {
      const { text, before = 3000 } = parameters as { text?: string; before?: number };
      asked.push(parameters as object);
      const found = text === undefined ? [2999] : (pages[before] ?? []);
      const activity = found.map((sequence) => ({
        sequence,
        at: 1,
        kind: 'broker.started',
        clientId: null,
        name: null,
        words: `Entry of ${sequence}`,
        result: null,
        count: null,
      }));
      return { activity, next: text === undefined || before === 1000 ? null : before - 1000, keptFor: 1 };
    };
    const { page } = await show(scene('activity', { 'activity.list': read }));
    await page.getByText('Entry of 2999').waitFor();
    await page.getByRole('searchbox').fill('of 7');
    await page.getByText('Entry of 7').waitFor();
    expect(asked.map(({ text, before }) => [text, before])).toEqual([
      [undefined, undefined],
      ['of 7', undefined],
      ['of 7', 2000],
      ['of 7', 1000],
    ]);
    // Read again it does not become shorter meanwhile.
    await page.evaluate('tellChanged()');
    await expect.poll(() => asked.length).toBe(7);
    await page.getByText('Entry of 7').waitFor();
    const { bytes } = await saved(page, () => page.getByRole('button', { name: 'Export', exact: true }).click());
    expect(
      bytes
        .toString()
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { sequence: number }).sequence),
    ).toEqual([7]);
  });

  async function* batchesOf(bytes: Uint8Array) {
    yield bytes;
  }
});
