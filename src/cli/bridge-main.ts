/** Entry of a bridge and nothing else: for a package that brings it alone, and for a checkout. */
import { defaultDataDirectory } from '../edge/data-directory.ts';
import { bridgeCommand } from './bridge.ts';

const words = process.argv.slice(2);
// The installed command passes its first word on: see scripts/build-command.mjs.
bridgeCommand(words[0] === 'bridge' ? words.slice(1) : words, {
  input: process.stdin,
  output: process.stdout,
  err: (line) => process.stderr.write(`${line}\n`),
  dataDirectory: process.env.GATEHOUSE_DATA_DIR || defaultDataDirectory(process.env),
  parent: () => process.ppid,
}).then((code) => {
  // What is still open belongs to a program that is gone.
  process.exit(code);
});
