/** Runs an entry of the project on a suitable Node, and stays transparent: same terminal, same signals, same exit code. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findNode, isNewEnough, NoNode } from './node-24.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @param {string} line for the person, never on stdout: that belongs to the program that is started */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {string} path below the project's root */
export function inProject(path) {
  return fileURLToPath(new URL(path, pathToFileURL(ROOT)));
}

/** Does the work of a launcher; ends with exit code 1 and one line where no Node can be had. */
export async function launch(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NoNode)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

/**
 * Runs a script in this very process when its Node is new enough, so that nothing stands between the caller and it.
 * @param {string} script path of the file
 * @param {readonly string[]} args
 */
export async function runScript(script, args) {
  if (isNewEnough()) {
    process.argv = [process.execPath, script, ...args];
    await import(pathToFileURL(script).href);
    return;
  }
  const node = await findNode(say);
  // Programs that the script starts by the name `node` get the same one.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  await runProgram(node, [script, ...args], env);
}

/**
 * Runs a program and waits for it. The channel tells a broker that its launcher is gone (kill -9 leaves no signal), so
 * that it does not keep the port for nobody.
 */
export async function runProgram(program, args, env = process.env) {
  const child = spawn(program, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of PASSED_ON) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${program} could not be started (${error.code}).`);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
