/** `npm run fuzz`: the property tests with many cases instead of a few, for the night. */
import { runVitest } from './run-vitest.mjs';
import { onWantedNode } from './with-node.mjs';

await onWantedNode(import.meta.url);
await runVitest(['test/fuzz', ...process.argv.slice(2)], { GATEHOUSE_FUZZ_CASES: process.env.GATEHOUSE_FUZZ_CASES ?? '100000' });
