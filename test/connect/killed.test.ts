/** Kill -9 in the middle of writing another program's settings: it is the old file or the new one, whole. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const ROUNDS = 20;
const [OLD, NEW] = ['{"servers":"as they were"}', '{"servers":"and gatehouse"}'];
const big = (text: string): string => `${text}${' '.repeat(2_000_000)}${text}`;

describe('a settings file while its writer is killed', () => {
  it('is the old one or the new one, whole, at whatever moment', { timeout: 120_000 }, async () => {
    const path = join(directory, 'mcp.json');
    writeFileSync(path, big(OLD));
    const seen = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const writer = spawn(process.execPath, [join(import.meta.dirname, 'rewrite-until-killed.ts'), path, OLD, NEW], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(writer.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 15 + round * 7));
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      const text = readFileSync(path, 'utf8');
      expect([big(OLD), big(NEW)].includes(text)).toBe(true);
      seen.add(text);
    }
    // It was caught writing: both have been there.
    expect(seen.size).toBe(2);
  });
});
