import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ask } from '../../renderer/window/pages/memories/moving/ask.ts';
import { exportFile } from '../../renderer/window/pages/memories/moving/export-file.ts';
import { previewImport, runImport } from '../../renderer/window/pages/memories/moving/import-files.ts';
import { checkFile, opened, restoreFile } from '../../renderer/window/pages/memories/moving/restore-file.ts';
import { doSealing, type SealingWork } from '../../renderer/window/pages/memories/moving/sealing.ts';
import { MOVING } from '../../renderer/window/pages/memories/words.ts';
import { createAdmin } from '../../src/admin/admin.ts';
import { detect } from '../../src/moving/detect.ts';
import { DamagedFile, type SourceFile } from '../../src/moving/reading.ts';
import type { MemoryView, StatusView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';

const PASSPHRASE = 'four words nobody joins';
const quiet = () => undefined;
/** As the worker answers. */
const whole = async (work: SealingWork) => {
  const done = await doSealing(work);
  if ('damaged' in done) throw new DamagedFile(done.damaged);
  return done.content;
};
const open = (passphrase: string) => (content: Blob) => whole({ kind: 'open', content, passphrase, name: 'here.age' });

let [here, there]: TestGatehouse[] = [];
let askHere: Ask;
let askThere: Ask;
const askOf = (gatehouse: TestGatehouse): Ask => {
  const admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
  return async <Value>(method: string, parameters?: unknown) => (await admin[method]?.(parameters, 'window')) as Value;
};
const fileOf = (path: string, bytes: Uint8Array): SourceFile => ({ path, modifiedAt: 0, size: bytes.length, bytes: () => once(bytes) });
async function* once(bytes: Uint8Array) {
  yield bytes;
}
const bytesOf = async (content: Blob) => new Uint8Array(await content.arrayBuffer());
const all = async (ask: Ask) => (await ask<{ memories: MemoryView[] }>('memories.list', { limit: 500 })).memories;

beforeAll(async () => {
  here = await startGatehouse();
  there = await startGatehouse();
  askHere = askOf(here);
  askThere = askOf(there);
  for (let index = 0; index < 30; index++) await askHere('memories.add', { content: `memory ${index} “with” 漢字`, tags: [`t${index % 3}`] });
});
afterAll(async () => {
  await here?.close();
  await there?.close();
});

describe('export and import, as the window’s page does them', () => {
  it('one sealed file carries everything to another Gatehouse, and an export there is the same bytes', async () => {
    const { content, memories } = await exportFile(
      askHere,
      { compartment: null, seal: (content) => whole({ kind: 'seal', content, passphrase: PASSPHRASE }) },
      quiet,
    );
    expect(memories).toBe(30);
    const sealed = fileOf('here.age', await bytesOf(content));
    await expect(opened(sealed, open('another passphrase'))).rejects.toThrow('This passphrase does not open here.age. Nothing was changed.');
    const plain = await opened(sealed, open(PASSPHRASE));
    expect(await checkFile(askThere, plain, quiet)).toBe(30);
    expect(await all(askThere)).toEqual([]);
    expect(await restoreFile(askThere, plain, quiet)).toMatchObject({ memories: 30, existing: 0 });
    const [left, right] = await Promise.all(
      [askHere, askThere].map(async (ask) => bytesOf((await exportFile(ask, { compartment: null, seal: null }, quiet)).content)),
    );
    expect(Buffer.from(right ?? []).equals(Buffer.from(left ?? []))).toBe(true);
  }, 300_000);

  it('a file that is not what was exported is refused by the page, and one that nobody could keep by the broker; nothing is changed', async () => {
    const { content } = await exportFile(askHere, { compartment: null, seal: null }, quiet);
    const text = Buffer.from(await bytesOf(content)).toString();
    const before = await all(askThere);
    await expect(checkFile(askThere, fileOf('altered', Buffer.from(text.replace('memory 7', 'memory 8'))), quiet)).rejects.toThrow('altered is damaged');
    await expect(checkFile(askThere, fileOf('cut', Buffer.from(text.slice(0, text.lastIndexOf('{"end":')))), quiet)).rejects.toThrow('ends in the middle');
    await expect(askThere('restore.add', { records: [{ memory: { id: 1 } }], dryRun: true })).rejects.toMatchObject({ name: 'AdminFault' });
    expect(await all(askThere)).toEqual(before);
  });

  it('what another program wrote is counted first and then comes in once, undone as one', async () => {
    const lines = ['tea', 'coffee', 'tea'].map((name) =>
      JSON.stringify({ type: 'entity', name, entityType: 'drink', observations: [`${name} in the morning`] }),
    );
    const files = [fileOf('memory.jsonl', Buffer.from(`${lines.join('\n')}\n`))];
    const detected = await detect(files);
    if ('own' in detected) throw new Error('taken for our own');
    const [place] = (await askThere<{ compartments: { id: string }[] }>('compartments.list')).compartments;
    const wanted = { format: detected.format, files, compartment: place?.id ?? '', everything: false };
    const before = await all(askThere);
    const preview = await previewImport(askThere, wanted, quiet, quiet);
    expect(await all(askThere)).toEqual(before);
    const came = await runImport(askThere, wanted, preview.items, quiet);
    expect([came.stored, came.existing]).toEqual([preview.stored, preview.existing]);
    expect(came.stored).toBeGreaterThan(0);
    expect(await all(askThere)).toHaveLength(before.length + came.stored);
    await askThere('actions.undo', { id: came.action });
    expect(await all(askThere)).toEqual(before);
  });

  it('what is foreseen comes true where more would wait than can', async () => {
    const secrets = Array.from({ length: 1_003 }, (_, index) => ({ content: `The password of router ${index} is hunter${index}`, content_hash: `${index}` }));
    const files = [fileOf('secrets.json', Buffer.from(JSON.stringify(secrets)))];
    const detected = await detect(files);
    if ('own' in detected) throw new Error('taken for our own');
    const wanted = { format: detected.format, files, compartment: 'default', everything: false };
    const { items, held, heldNow, refused, because } = await previewImport(askThere, wanted, quiet, quiet);
    expect({ held, heldNow, refused }).toEqual({ held: { secret: 1_000, instruction: 0 }, heldNow: 1_000, refused: 3 });
    const came = await runImport(askThere, wanted, items, quiet);
    expect(came).toMatchObject({ held, heldNow, refused, because });
    expect(MOVING.imported(came.stored, came.refused, came.because)).toMatch(/^0 memories imported\. 3 left out\. No more than 1,000 texts can wait for you /);
    expect(await askThere('actions.undo', { id: came.action })).toMatchObject({ held: 1_000 });
  });

  it('an import of which everything is held can be undone, and one that changes nothing has nothing to undo', async () => {
    const files = [fileOf('secret.md', Buffer.from('The password of the router is hunter22'))];
    const detected = await detect(files);
    if ('own' in detected) throw new Error('taken for our own');
    const wanted = { format: detected.format, files, compartment: 'default', everything: false };
    const came = await runImport(askThere, wanted, 1, quiet);
    expect(came).toMatchObject({ stored: 0, held: { secret: 1 } });
    expect(await runImport(askThere, wanted, 1, quiet)).toMatchObject({ held: { secret: 1 }, action: null });
    expect(await askThere('actions.undo', { id: came.action })).toMatchObject({ held: 1 });
    expect(await askThere('held.list')).toMatchObject({ held: [] });
  });
});
