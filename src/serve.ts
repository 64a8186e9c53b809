/** Entry of a headless broker: `node src/serve.ts OPTIONS`. The launcher says in the environment why there is no desktop. */
import { serveHeadless } from './headless.ts';

const code = await serveHeadless(process.argv.slice(2), {
  checkout: process.env.GATEHOUSE_LAUNCHED_BY === 'npm start',
  why: process.env.GATEHOUSE_WHY_HEADLESS,
});
// An open channel to the launcher would keep a broker alive that has nothing left to do.
if (process.connected) process.disconnect();
process.exitCode = code;
