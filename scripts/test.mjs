/** `npm test`: the whole suite, on the right Node. Words after `--` go to the test runner. */
import { runVitest } from './run-vitest.mjs';
import { onWantedNode } from './with-node.mjs';

await onWantedNode(import.meta.url);
await runVitest(process.argv.slice(2));
