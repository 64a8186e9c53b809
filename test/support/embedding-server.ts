/**
 * An embeddings endpoint as local model servers offer it. Its vectors are sums of a direction per word, so texts that share
 * words are near each other: it proves what is done with vectors, never how well a model understands.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { quietPort } from './quiet-port.ts';

type Answer = (response: ServerResponse, vectors: number[][]) => void;

export type EmbeddingServer = {
  /** What the setting takes. */
  readonly url: string;
  readonly port: number;
  /** Every request that came, as its texts and headers. */
  readonly requests: { readonly texts: readonly string[]; readonly authorization: string | null; readonly model: string }[];
  /** From now on it answers like this. */
  behave(answer: Answer): void;
  /** Length of its vectors. */
  setDimension(dimension: number): void;
  close(): Promise<void>;
};

const sendJson = (response: ServerResponse, body: unknown, status = 200) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

export const WELL: Answer = (response, vectors) =>
  sendJson(response, { object: 'list', data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })), model: 'test' });
export const withStatus =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers);
    response.end('{}');
  };
export const late =
  (milliseconds: number, answer: Answer): Answer =>
  (response, vectors) =>
    void setTimeout(() => answer(response, vectors), milliseconds);

/** Answers so often, then never. */
export const times = (count: number): Answer => {
  let left = count;
  return (response, vectors) => {
    left -= 1;
    if (left >= 0) WELL(response, vectors);
  };
};

export async function startEmbeddingServer({ port, dimension = 256 }: { readonly port?: number; readonly dimension?: number } = {}): Promise<EmbeddingServer> {
  let answer = WELL;
  let length = dimension;
  const requests: EmbeddingServer['requests'] = [];
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/v1/embeddings') return withStatus(404)(response, []);
    const { input, model } = JSON.parse(await bodyOf(request)) as { input: string[]; model: string };
    requests.push({ texts: input, authorization: request.headers.authorization ?? null, model });
    answer(
      response,
      input.map((text) => vectorOf(text, length)),
    );
  });
  server.listen(port ?? (await quietPort()), '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as { port: number }).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    requests,
    behave: (next) => {
      answer = next;
    },
    setDimension: (next) => {
      length = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Deterministic: a word is always the same direction. */
export function vectorOf(text: string, dimension: number): number[] {
  const vector = new Array<number>(dimension).fill(0);
  for (const word of ['', ...(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])]) {
    const bytes = createHash('shake256', { outputLength: dimension }).update(word).digest();
    const weight = word === '' ? 0.01 : 1;
    for (let index = 0; index < dimension; index += 1) vector[index] = (vector[index] ?? 0) + weight * ((bytes[index] ?? 0) - 127.5);
  }
  return vector;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
