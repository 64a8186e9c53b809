/** Gatehouse over its HTTP endpoint, on the real store; only its clock is the test's, so that memories have their days. */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createEmbed } from '../../../src/edge/embeddings/create-embed.ts';
import { entryUrl } from '../../../src/edge/worker-entries.ts';
import { createSqliteMemoryStore } from '../../../src/store/sqlite/create-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../../support/broker.ts';
import { createTestClock, startGatehouse } from '../../support/gatehouse.ts';
import { connect } from '../../support/oauth-client.ts';
import { ASKED_AT, PARAPHRASE } from '../labelled-set.ts';
import { DEPTH, type MemoryServer } from '../memory-server.ts';

/** An endpoint that vectors are asked of. `understands`: a real model stands behind it, so what it finds may be claimed. */
export type Embeddings = { readonly url: string; readonly model: string; readonly key: string | null; readonly understands: boolean };

const NOON = 12 * 3_600_000;

export async function openGatehouse(embeddings?: Embeddings): Promise<MemoryServer> {
  const directory = temporaryDirectory();
  const clock = createTestClock(Date.UTC(2026, 0, 1));
  const gatehouse = await startGatehouse({
    clock,
    monotonic: () => performance.now(),
    embeddings: embeddings && { embed: createEmbed(embeddings), model: embeddings.model },
    openMemoryStore: () =>
      createSqliteMemoryStore({ file: join(directory, 'memory.db'), writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') }),
  });
  const labels = new Map<string, string>();
  let client: Client | null = null;

  async function call<Result>(name: string, input: Record<string, unknown>): Promise<Result> {
    const answer = await client?.callTool({ name, arguments: input });
    if (answer === undefined || answer.isError === true) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer.structuredContent as Result;
  }

  /** A token lives for minutes and the set for months. */
  async function moveTo(time: number): Promise<void> {
    if (client !== null && time === clock.now()) return;
    clock.advance(time - clock.now());
    await client?.close();
    const { tokens } = await connect(gatehouse);
    client = new Client({ name: 'retrieval', version: '1.0.0' });
    const requestInit = { headers: { authorization: `Bearer ${tokens.access_token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(gatehouse.spelling.resource), { requestInit }));
  }

  async function embedded(): Promise<void> {
    for (let view = await gatehouse.embeddings(); view !== null && view.waiting !== 0; view = await gatehouse.embeddings()) {
      if (view.because !== null) throw new Error(view.because);
      await setTimeout(50);
    }
  }

  return {
    name: embeddings === undefined ? 'Gatehouse lexical' : `Gatehouse fused, ${embeddings.model}`,
    version: 'this checkout',
    // The test's endpoint proves that lists are fused, never how well a model understands.
    claims: (subset) => embeddings?.understands !== false || subset !== PARAPHRASE,
    async store(memories) {
      for (const { id: label, created, content, tags, kind } of memories) {
        await moveTo(Date.parse(created) + NOON);
        const { id } = await call<{ id: string }>('memory_store', { content, tags, kind });
        labels.set(id, label);
      }
      await moveTo(ASKED_AT);
      await embedded();
    },
    async ask({ question }) {
      const { items } = await call<{ items: { id: string }[] }>('memory_recall', { query: question, limit: DEPTH });
      return items.map(({ id }) => labels.get(id) ?? '');
    },
    async close() {
      await client?.close();
      await gatehouse.close();
      removeDirectory(directory);
    },
  };
}
