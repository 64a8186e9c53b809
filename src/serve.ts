/** Entry of a headless broker: `node src/serve.ts OPTIONS`. The launcher says in the environment why there is no desktop. */
import { serveHeadless } from './headless.ts';

process.exitCode = await serveHeadless(process.argv.slice(2), {
  checkout: process.env.GATEHOUSE_LAUNCHED_BY === 'npm start',
  why: process.env.GATEHOUSE_WHY_HEADLESS,
});
