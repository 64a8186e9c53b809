/** A broker on real databases whose disk the test can fill or turn read-only. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { GatehouseDeps } from '../../src/gatehouse/deps.ts';
import { createSqliteAuthStore } from '../../src/store/sqlite/create-auth-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import type { Disk } from './breakable-disk.ts';

export type OnDisk = TestGatehouse & { disk(state: Disk): void };

export async function startOnDisk(overrides: Partial<GatehouseDeps> = {}): Promise<OnDisk> {
  const directory = temporaryDirectory();
  const state = join(directory, 'disk');
  const disk = (is: Disk) => writeFileSync(state, is);
  /** The product's own entry, started on the breakable disk. */
  const breakable = (name: 'auth-writer' | 'memory-writer') => {
    const entry = join(directory, `${name}.mjs`);
    const imports = `import { makeBreakable } from ${JSON.stringify(new URL('./breakable-disk.ts', import.meta.url).href)}`;
    writeFileSync(entry, `${imports};\nmakeBreakable(${JSON.stringify(state)});\nawait import(${JSON.stringify(entryUrl(name).href)});\n`);
    return pathToFileURL(entry);
  };
  disk('fine');
  const gatehouse = await startGatehouse({
    openAuthStore: (activityKey) => createSqliteAuthStore({ file: join(directory, 'auth.db'), writerEntry: breakable('auth-writer'), activityKey }),
    openMemoryStore: () =>
      createSqliteMemoryStore({ file: join(directory, 'memory.db'), writerEntry: breakable('memory-writer'), searcherEntry: entryUrl('memory-searcher') }),
    ...overrides,
  });
  return {
    ...gatehouse,
    disk,
    async close() {
      disk('fine');
      await gatehouse.close();
      removeDirectory(directory);
    },
  };
}

export type Told = { readonly status: number; readonly body: Record<string, unknown>; readonly location: string | null };

export async function told(response: Promise<Response>): Promise<Told> {
  const answer = await response;
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true && text !== '';
  return { status: answer.status, body: isJson ? JSON.parse(text) : {}, location: answer.headers.get('location') };
}
