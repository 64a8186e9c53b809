import { Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { createDigest } from '../../src/cli/create-digest.ts';
import { readExport, writeExport } from '../../src/moving/own-export.ts';
import type { SourceFile } from '../../src/moving/reading.ts';
import { seal, unseal } from '../../src/moving/seal.ts';
import { sourceOf } from './support.ts';

const RECORDS = ['{"compartment":{"id":"default"}}', '{"memory":{"id":"mem_1","content":"café 🚆"}}', '{"memory":{"id":"mem_2"}}'];

async function* batches() {
  yield RECORDS.slice(0, 2);
  yield [];
  yield RECORDS.slice(2);
}
async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}
async function records(file: SourceFile): Promise<string[]> {
  const all: string[] = [];
  for await (const record of readExport(file, createDigest)) all.push(record);
  return all;
}
const written = await bytesOf(writeExport(batches(), createDigest));

describe('an export', () => {
  it('says what it is, and ends with the number and the digest of its records', () => {
    const lines = written.toString('utf8').split('\n');
    expect(lines).toEqual(['{"gatehouse":"export","format":1}', ...RECORDS, expect.stringMatching(/^\{"end":\{"records":3,"sha256":"[0-9a-f]{64}"\}\}$/), '']);
  });

  it('is read as it was written, in whatever pieces', async () => {
    for (const piece of [1, 10, 65_536]) await expect(records(sourceOf('all.jsonl', written, piece))).resolves.toEqual(RECORDS);
  });

  it('of nothing is an export, too', async () => {
    const empty = await bytesOf(writeExport((async function* () {})(), createDigest));
    await expect(records(sourceOf('all.jsonl', empty))).resolves.toEqual([]);
  });

  it('cut off anywhere is refused', async () => {
    for (let length = 0; length < written.length - 1; length++) {
      await expect(records(sourceOf('all.jsonl', written.subarray(0, length)))).rejects.toThrow('Nothing was changed');
    }
  });

  it('with any bit turned is refused', async () => {
    for (let at = 0; at < written.length - 1; at++) {
      const altered = Buffer.from(written);
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      await expect(records(sourceOf('all.jsonl', altered)), `byte ${at}`).rejects.toThrow('Nothing was changed');
    }
  });

  it.each([
    ['a line twice', written.toString('utf8').replace(`${RECORDS[2]}\n`, `${RECORDS[2]}\n${RECORDS[2]}\n`), 'is damaged'],
    ['something after its end', `${written}{"memory":{}}\n`, 'goes on after its end'],
    ['the format of a newer version', written.toString('utf8').replace('"format":1', '"format":2'), 'by a newer Gatehouse'],
  ])('with %s is refused', async (_what, content, message) => {
    await expect(records(sourceOf('all.jsonl', content))).rejects.toThrow(message);
  });
});

describe('an export under a passphrase (age-encryption.org/v1)', async () => {
  const sealed = await bytesOf(await seal(sourceOf('x', written).bytes(), 'correct horse'));
  const open = (bytes: Uint8Array, passphrase = 'correct horse') => bytesOf(unseal(sourceOf('x', bytes, 50).bytes(), passphrase, 'all.age'));

  it('opens with it, and shows nothing without it', async () => {
    expect(sealed.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/);
    expect(sealed.includes('mem_1')).toBe(false);
    expect(await open(sealed)).toEqual(written);
  });

  it('says that another passphrase does not open it', async () => {
    await expect(open(sealed, 'correct horsf')).rejects.toThrow('This passphrase does not open all.age. Nothing was changed.');
  });

  it('cut off, or with a bit turned in its head or its text, is refused', async () => {
    // Of the same form, but quick to open: what is tried here is not the passphrase.
    const encrypter = new Encrypter();
    encrypter.setPassphrase('correct horse');
    encrypter.setScryptWorkFactor(8);
    const cheap = Buffer.from(await encrypter.encrypt(written));
    expect(await open(cheap)).toEqual(written);
    const turned = (at: number) => Buffer.from(cheap).fill((cheap.at(at) ?? 0) ^ 1, at < 0 ? cheap.length + at : at, at < 0 ? cheap.length + at + 1 : at + 1);
    for (const bytes of [
      cheap.subarray(0, -1),
      cheap.subarray(0, 100),
      turned(5),
      turned(60),
      turned(180),
      turned(-1),
      turned(-40),
      Buffer.concat([cheap, cheap.subarray(-1)]),
    ]) {
      await expect(open(bytes)).rejects.toThrow('Nothing was changed');
    }
  });

  it('is refused when it would cost a gigabyte to open', async () => {
    const costly = Buffer.from(sealed.toString('latin1').replace(/(-> scrypt \S+) 18/, '$1 22'), 'latin1');
    await expect(open(costly)).rejects.toThrow('Nothing was changed');
  });
});
