/**
 * `npm run retrieval`: every server answers the labelled set in one run. With `GATEHOUSE_EMBEDDINGS_URL` and `_MODEL` in the
 * environment that model is measured as well. `--record` keeps the peers' figures in `measured.json`.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment } from '../../src/edge/environment.ts';
import { temporaryDirectory } from '../support/broker.ts';
import { startEmbeddingServer } from '../support/embedding-server.ts';
import { installPeers } from './install-peers.ts';
import { loadMemories, loadQuestions } from './labelled-set.ts';
import { type Measured, measureServer } from './measure.ts';
import type { MemoryServer } from './memory-server.ts';
import { report } from './report.ts';
import { openAiDevkit } from './servers/ai-devkit.ts';
import { openGatehouse } from './servers/gatehouse.ts';
import { openServerMemory } from './servers/server-memory.ts';

const memories = loadMemories();
const questions = loadQuestions();
const directory = temporaryDirectory();
const modules = installPeers(directory);

const measure = async (server: Promise<MemoryServer>): Promise<Measured> => measureServer(await server, memories, questions);

const own = await measure(openGatehouse());
const testEndpoint = await startEmbeddingServer();
const fused = [await measure(openGatehouse({ url: `${testEndpoint.url}/v1/embeddings`, model: 'test', key: null, understands: false }))];
await testEndpoint.close();
const { embeddingsUrl: url, embeddingsModel: model, embeddingsKey: key = null } = readEnvironment(process.env);
if (url !== undefined && model !== undefined) fused.push(await measure(openGatehouse({ url, model, key, understands: true })));
const peers = [await measure(openServerMemory('as asked')), await measure(openServerMemory('word by word')), await measure(openAiDevkit(modules))];
rmSync(directory, { recursive: true, force: true });
console.log(report([own, ...fused, ...peers], questions));

if (process.argv.includes('--record')) {
  const kept = { measured: new Date().toISOString().slice(0, 10), peers };
  writeFileSync(join(import.meta.dirname, 'measured.json'), `${JSON.stringify(kept, null, 2)}\n`);
}
