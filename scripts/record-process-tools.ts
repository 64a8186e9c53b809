/**
 * Proves on the system it runs on that listeners and callers are seen, and prints what the system's tools said, to replace
 * the documented samples of `test/consent/evidence/samples.ts`. Ends with 1 when this very process is not recognised.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { processTableFor } from '../src/consent/evidence/process-table-for.ts';
import { procFiles } from '../src/edge/machine/proc-files.ts';
import { createRunTool } from '../src/edge/machine/run-tool.ts';
import type { RunTool } from '../src/shared/machine.ts';

const { platform } = process;
const runTool = createRunTool(platform, process.env);
const recordings: { tool: string; words: readonly string[]; milliseconds: number; output: string | null }[] = [];
const run: RunTool = async (tool, words, limit) => {
  const began = performance.now();
  const output = await runTool(tool, words, limit);
  recordings.push({ tool, words, milliseconds: Math.round(performance.now() - began), output });
  return output;
};

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const caller = connect(port, '127.0.0.1');
await once(caller, 'connect');

const { processes } = processTableFor({ platform, files: procFiles, run, ownSix: 0, uid: process.getuid?.() ?? null });
const { sockets } = await processes.listenersOf(port);
const peer = await processes.peerOf({ address: '127.0.0.1', port: caller.localPort ?? 0, localPort: port });
caller.destroy();
server.close();

const seen = { listener: sockets[0]?.program?.pid ?? null, peer: peer?.pid ?? null, path: peer?.path ?? null, parents: peer?.parents ?? [] };
process.stdout.write(`${JSON.stringify({ platform, self: process.pid, seen, recordings }, null, 2)}\n`);
process.exitCode = seen.listener === process.pid && seen.peer === process.pid ? 0 : 1;
