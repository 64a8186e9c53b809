/** The package for Claude Desktop: its form, and that it runs where nothing else of Gatehouse is. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { crc32, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Broker, removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';

const root = join(import.meta.dirname, '../..');
const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** The members of MCPB's manifest 0.3 that it uses, as strict as its own schema is. */
const MANIFEST = z.strictObject({
  manifest_version: z.literal('0.3'),
  name: z.string(),
  display_name: z.string(),
  version: z.string(),
  description: z.string(),
  long_description: z.string(),
  author: z.strictObject({ name: z.string() }),
  license: z.string(),
  keywords: z.array(z.string()),
  server: z.strictObject({
    type: z.literal('node'),
    entry_point: z.string(),
    mcp_config: z.strictObject({ command: z.literal('node'), args: z.array(z.string()) }),
  }),
  tools_generated: z.boolean(),
  prompts_generated: z.boolean(),
  compatibility: z.strictObject({ platforms: z.array(z.enum(['darwin', 'win32', 'linux'])), runtimes: z.strictObject({ node: z.string() }) }),
});

/** Reads the archive by its central directory, as installers do. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const files = new Map<string, Buffer>();
  for (let [left, at] = [archive.readUInt16LE(end + 10), archive.readUInt32LE(end + 16)]; left > 0; left -= 1) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [sum, packed, size] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const [length, local] = [archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 42)];
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    const content = inflateRawSync(archive.subarray(local + 30 + length, local + 30 + length + packed));
    expect([crc32(content), content.length]).toEqual([sum, size]);
    files.set(archive.toString('utf8', at + 46, at + 46 + length), content);
    at += 46 + length;
  }
  return files;
}

const build = (folder: string): Buffer => {
  execFileSync(process.execPath, [join(root, 'scripts/build-mcpb.mjs'), folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  return readFileSync(join(folder, 'gatehouse.mcpb'));
};

describe('gatehouse.mcpb', () => {
  let archive: Buffer;
  let files: Map<string, Buffer>;
  let broker: Broker;
  beforeAll(async () => {
    archive = build(temporaryDirectory());
    files = unzip(archive);
    broker = await startBroker({ consent: 'auto' });
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
  });

  it('its manifest says what MCPB asks for, and names a file that is there', () => {
    const manifest = MANIFEST.parse(JSON.parse(files.get('manifest.json')?.toString() ?? ''));
    expect(manifest.version).toBe(product.version);
    expect(manifest.server.mcp_config.args).toEqual([`\${__dirname}/${manifest.server.entry_point}`]);
    expect([...files.keys()].sort()).toEqual(['LICENSE', 'manifest.json', manifest.server.entry_point]);
  });

  it('the same sources make the same package', () => {
    expect(build(temporaryDirectory()).equals(archive)).toBe(true);
  });

  it('runs with nothing beside it, reaches the broker, and stays under 60 MB', async () => {
    const folder = temporaryDirectory();
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const bridge = spawn(process.execPath, [join(folder, 'server/index.js'), '--data-dir', broker.directory], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: bridge.stdout })[Symbol.asyncIterator]();
    for (let id = 1; id <= 200; id += 1) {
      bridge.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'memory_recall', arguments: { query: 'ferry' } } })}\n`);
      expect(JSON.parse((await lines.next()).value as string)).toMatchObject({ id, result: { structuredContent: { items: [] } } });
    }
    const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bridge.pid}/status`, 'utf8'))?.[1]);
    expect(kilobytes / 1024).toBeLessThan(60);
    bridge.stdin.end();
    expect((await once(bridge, 'exit'))[0]).toBe(0);
  });
});
