/** Kill -9 in the middle of writing another program's settings: it is the old file or the new one, whole. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const ROUNDS = 20;
const [OLD, NEW] = ['{"servers":"as they were"}', '{"servers":"and gatehouse"}'];
const big = (text: string): string => `${text}${' '.repeat(2_000_000)}${text}`;

describe('a settings file while its writer is killed', () => {
  it('is the old one or the new one, whole, at whatever moment', async () => {
    const path = join(directory, 'mcp.json');
    writeFileSync(path, big(OLD));
    const seen = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const writer = spawn(process.execPath, [join(import.meta.dirname, 'rewrite-until-killed.ts'), path, OLD, NEW], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(writer, 'exit');
      let written = 0;
      // After one or two writings, at another moment of the next in each round.
      for await (const _ of createInterface({ input: writer.stdout })) {
        written += 1;
        if (written === 1 + (round % 2)) setTimeout(() => writer.kill('SIGKILL'), Math.floor(round / 2) * 3);
      }
      await ended;
      const text = readFileSync(path, 'utf8');
      expect([big(OLD), big(NEW)].includes(text)).toBe(true);
      seen.add(text);
    }
    // It was caught writing: both have been there.
    expect(seen.size).toBe(2);
  });
});
