/** `npm start`: the desktop app where it can be shown, otherwise the same broker without a window. Takes the options of `serve`. */
import { whyHeadless } from './launch/choose-host.mjs';
import { prepareDesktop } from './launch/desktop.mjs';
import { inProject, launch, runProgram, runScript, say } from './launch/run.mjs';

const args = process.argv.slice(2);

await launch(async () => {
  const reason = whyHeadless({ args, env: process.env, platform: process.platform });
  if (reason !== null) return startHeadless(reason);
  const desktop = await prepareDesktop();
  if ('missing' in desktop) return startHeadless(desktop.missing);
  await runProgram(desktop.program, [desktop.entry, ...args]);
});

async function startHeadless(reason) {
  say(`Gatehouse runs without a window: ${reason}.`);
  // `start` rather than `serve`: a first start in a checkout may choose the file vault by itself.
  await runScript(inProject('src/headless.ts'), ['start', ...args]);
}
