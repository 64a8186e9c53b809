/** `npm run fuzz`: the property tests with many new cases instead of a few that are always the same, for the night. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runVitest } from './run-vitest.mjs';
import { onWantedNode } from './with-node.mjs';

await onWantedNode(import.meta.url);
const tests = join(dirname(dirname(fileURLToPath(import.meta.url))), 'test');
const withCases = readdirSync(tests, { recursive: true })
  .filter((name) => name.endsWith('.test.ts') && readFileSync(join(tests, name), 'utf8').includes("support/fuzz-cases.ts'"))
  .map((name) => join('test', name));
await runVitest([...withCases, ...process.argv.slice(2)], { GATEHOUSE_FUZZ_CASES: process.env.GATEHOUSE_FUZZ_CASES ?? '100000' });
