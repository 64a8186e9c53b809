import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddingServer } from '../support/embedding-server.ts';
import { loadMemories, loadQuestions, PARAPHRASE, SHARING } from './labelled-set.ts';
import { type Measured, measureServer } from './measure.ts';
import { report } from './report.ts';
import { scoreOf } from './score.ts';
import { openGatehouse } from './servers/gatehouse.ts';
import { openServerMemory } from './servers/server-memory.ts';

const memories = loadMemories();
const questions = loadQuestions();
/** What `npm run retrieval -- --record` measured of the peers that are too heavy for every test run. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'measured.json'), 'utf8')) as { measured: string; peers: Measured[] };
const heavy = recorded.peers.filter(({ name }) => name.startsWith('ai-devkit'));

describe('finding the memory that answers a question', () => {
  let own: Measured;
  let fused: Measured;
  let peers: Measured[];
  beforeAll(async () => {
    own = await measureServer(await openGatehouse(), memories, questions);
    const endpoint = await startEmbeddingServer();
    fused = await measureServer(
      await openGatehouse({ url: `${endpoint.url}/v1/embeddings`, model: 'test', key: null, understands: false }),
      memories,
      questions,
    );
    await endpoint.close();
    const asAsked = await measureServer(await openServerMemory('as asked'), memories, questions);
    const wordByWord = await measureServer(await openServerMemory('word by word'), memories, questions);
    peers = [asAsked, wordByWord, ...heavy];
    console.log(report([own, fused, ...peers], questions));
  }, 180_000);

  it.each(SHARING)('Gatehouse without embeddings is at least as good as every peer at: %s', (subset) => {
    for (const { name, scores } of peers) {
      const best = scores[subset];
      if (best === undefined) throw new Error(`${name} was not asked about ${subset}`);
      expect({ peer: name, ...own.scores[subset] }).toSatisfy(
        (score: typeof best) => score.recall1 >= best.recall1 && score.recall5 >= best.recall5 && score.mrr >= best.mrr,
      );
    }
  });

  it('fused with the test endpoint it is measured as well, and nothing is claimed of paraphrases', () => {
    expect(Object.keys(fused.scores)).toHaveLength(Object.keys(own.scores).length - 1);
    expect(fused.scores[PARAPHRASE]).toBeUndefined();
  });

  it('the recorded figures are of these peers, all of them in one run', () => {
    expect(recorded.peers.map(({ name }) => name)).toEqual(peers.map(({ name }) => name));
    expect(recorded.peers.slice(0, 2)).toEqual(peers.slice(0, 2));
  });
});

describe('scores', () => {
  it('are means over the questions: first place, among the first five, and one over the place', () => {
    expect(scoreOf([1, 2, 0, 6])).toEqual({ recall1: 0.25, recall5: 0.5, mrr: 0.417 });
  });
});
