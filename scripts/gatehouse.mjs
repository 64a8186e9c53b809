/** `npm run gatehouse -- …`: the command. Hosting is this checkout's, everything else talks to a running broker. */
import { inProject, launch, runScript } from './launch/run.mjs';

const args = process.argv.slice(2);
const entry = args[0] === 'serve' ? 'src/headless.ts' : 'src/cli/main.ts';

await launch(() => runScript(inProject(entry), args));
