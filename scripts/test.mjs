/** `npm test`: every test, once; further arguments go to the test runner. */
import { inProject, launch, runScript } from './launch/run.mjs';

await launch(() => runScript(inProject('node_modules/vitest/vitest.mjs'), ['run', ...process.argv.slice(2)]));
