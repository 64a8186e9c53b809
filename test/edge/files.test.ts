import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSource } from '../../src/edge/files/open-source.ts';
import { writePrivate } from '../../src/edge/files/write-private.ts';
import type { SourceFile } from '../../src/moving/reading.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';

let directory = '';
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => removeDirectory(directory));

const put = (path: string, content = path) => {
  mkdirSync(join(directory, path, '..'), { recursive: true });
  writeFileSync(join(directory, path), content);
};
async function text(file: SourceFile | undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file?.bytes() ?? []) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

describe('what a person names for an import', () => {
  it('is every file below a folder, sorted, without what belongs to programs', async () => {
    for (const path of ['notes/b.md', 'notes/a/c.md', 'notes/.git/config', 'notes/.hidden.md']) put(path);
    const { files, notTaken } = openSource(join(directory, 'notes'));
    expect(files.map(({ path }) => path)).toEqual(['a/c.md', 'b.md']);
    expect(notTaken).toEqual([]);
    expect(await text(files[1])).toBe('notes/b.md');
    expect(await text(files[1])).toBe('notes/b.md');
  });

  it.skipIf(process.platform === 'win32')('never leads out of the folder: links, pipes and sockets in it are named and left', () => {
    put('secret.md');
    put('notes/a.md');
    mkdirSync(join(directory, 'elsewhere'));
    symlinkSync(join(directory, 'secret.md'), join(directory, 'notes/link.md'));
    symlinkSync(join(directory, 'elsewhere'), join(directory, 'notes/folder'));
    symlinkSync('.', join(directory, 'notes/circle'));
    execFileSync('mkfifo', [join(directory, 'notes/pipe.md')]);
    const { files, notTaken } = openSource(join(directory, 'notes'));
    expect(files.map(({ path }) => path)).toEqual(['a.md']);
    expect(notTaken).toEqual(['circle', 'folder', 'link.md', 'pipe.md']);
  });

  it('may be a link that the person names', async () => {
    put('real.md', 'text');
    symlinkSync('real.md', join(directory, 'named.md'));
    const { files } = openSource(join(directory, 'named.md'));
    expect(files[0]?.path).toBe('named.md');
    expect(await text(files[0])).toBe('text');
  });

  it.skipIf(process.platform === 'win32')('is the file that was seen, not one that took its place or a folder on the way that became a link', async () => {
    put('notes/a.md');
    put('notes/inner/b.md');
    put('outside/b.md', 'a secret');
    const { files } = openSource(join(directory, 'notes'));
    put('other.md');
    renameSync(join(directory, 'other.md'), join(directory, 'notes/a.md'));
    renameSync(join(directory, 'notes/inner'), join(directory, 'notes/moved'));
    symlinkSync(join(directory, 'outside'), join(directory, 'notes/inner'));
    for (const file of files) await expect(text(file)).rejects.toThrow('was replaced while it was read');
  });

  it('says the same at every reading, or that it was changed', async () => {
    put('notes/a.md');
    const { files } = openSource(join(directory, 'notes'));
    await expect(text(files[0])).resolves.toBe('notes/a.md');
    writeFileSync(join(directory, 'notes/a.md'), 'another');
    await expect(text(files[0])).rejects.toThrow('a.md was changed while it was read. Try again.');
  });

  it.skipIf(process.platform !== 'linux')('names a file whose name is no UTF-8, and takes the others', () => {
    put('notes/a.md');
    writeFileSync(Buffer.concat([Buffer.from(join(directory, 'notes/caf')), Buffer.from([0xe9]), Buffer.from('.md')]), 'x');
    const { files, notTaken } = openSource(join(directory, 'notes'));
    expect([files.map(({ path }) => path), notTaken]).toEqual([['a.md'], ['caf\uFFFD.md']]);
  });

  it('that is not there, is refused in one line', () => {
    expect(() => openSource(join(directory, 'nothing'))).toThrow(/^There is no .*nothing\.$/);
    expect(() => openSource('/dev/null')).toThrow('is neither a file nor a folder');
  });
});

describe('a private file', () => {
  const path = () => join(directory, 'out.jsonl');
  async function* pieces(...all: string[]) {
    for (const piece of all) yield Buffer.from(piece);
  }

  it('is there as a whole, for its owner alone', async () => {
    await expect(writePrivate(path(), { replace: false, content: pieces('one', 'two') })).resolves.toBe(6);
    expect(readFileSync(path(), 'utf8')).toBe('onetwo');
    expect(lstatSync(path()).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['out.jsonl']);
  });

  it('never takes the place of another unless that was asked for', async () => {
    put('out.jsonl', 'old');
    chmodSync(path(), 0o644);
    await expect(writePrivate(path(), { replace: false, content: pieces('new') })).rejects.toThrow(
      'is there already. Choose another name, or replace it with --force',
    );
    expect(readFileSync(path(), 'utf8')).toBe('old');
    await writePrivate(path(), { replace: true, content: pieces('new') });
    expect(readFileSync(path(), 'utf8')).toBe('new');
    expect(lstatSync(path()).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['out.jsonl']);
  });

  it('replaces a link, not what it leads to', async () => {
    put('target', 'kept');
    symlinkSync('target', path());
    await expect(writePrivate(path(), { replace: false, content: pieces('new') })).rejects.toThrow('is there already');
    await writePrivate(path(), { replace: true, content: pieces('new') });
    expect(readFileSync(join(directory, 'target'), 'utf8')).toBe('kept');
    expect(lstatSync(path()).isFile()).toBe(true);
  });

  it('leaves nothing behind when what it is made of fails', async () => {
    const failing = (async function* () {
      yield Buffer.from('half');
      throw new Error('the broker stopped');
    })();
    await expect(writePrivate(path(), { replace: false, content: failing })).rejects.toThrow('the broker stopped');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('says so in one line where it cannot be', async () => {
    await expect(writePrivate(join(directory, 'no/out'), { replace: false, content: pieces('x') })).rejects.toThrow(/^The folder of .* is not there\.$/);
    expect(existsSync(join(directory, 'no'))).toBe(false);
  });
});
