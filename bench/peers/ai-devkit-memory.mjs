/** `@ai-devkit/memory`: SQLite FTS5 over stdio, here with commits that wait for the disk. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { startProcess, stopProcess } from '../start-process.ts';

const LONGEST_TITLE = 100;
const SHORTEST_CONTENT = 50;
const DURABLE = pathToFileURL(join(import.meta.dirname, 'durable-sqlite.mjs')).href;

/**
 * @param modules the `node_modules` it is installed in
 * @param home where it keeps its file
 * @param prefix what its command begins with
 */
export async function startAiDevkit(modules, home, prefix) {
  const script = join(modules, '@ai-devkit', 'memory', 'dist', 'index.js');
  const child = startProcess([...prefix, process.execPath, '--import', DURABLE, script], {
    cwd: home,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH, HOME: home, USERPROFILE: home },
  });
  const waiting = new Map();
  let last = 0;
  // Written and read by hand, as `load.ts` does it over HTTP: on two cores the load must not be what is measured.
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, result, error } = JSON.parse(line);
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined && result.isError !== true) resolve(result);
    else reject(new Error(line));
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the peer has ended'));
  });
  const say = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const ask = (method, params) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      say({ id: last, method, params });
    });
  const call = async (name, input) => JSON.parse((await ask('tools/call', { name, arguments: input })).content[0].text);
  await ask('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1.0.0' } });
  say({ method: 'notifications/initialized' });

  return {
    pid: child.pid,
    async store(content, tags) {
      const text = content.length < SHORTEST_CONTENT ? `${content} ${' '.repeat(SHORTEST_CONTENT - content.length)}.` : content;
      const { id } = await call('memory_storeKnowledge', { title: content.slice(0, LONGEST_TITLE), content: text, tags });
      if (typeof id !== 'string') throw new Error('no id');
    },
    find: async (query) => (await call('memory_searchKnowledge', { query, limit: 10 })).results,
    stop: () => stopProcess(child),
  };
}
