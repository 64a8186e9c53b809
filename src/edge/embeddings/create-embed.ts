/** `Embed` over HTTP, as Ollama, LM Studio and llama.cpp serve it: `POST /v1/embeddings`. */
import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Embed } from '../../shared/embed.ts';
import { isLoopback } from './loopback-endpoint.ts';
import { readEmbeddings } from './read-answer.ts';

type Options = {
  /** As `readEmbeddingsUrl` gives it. */
  readonly url: string;
  readonly model: string;
  /** What the endpoint wants as bearer token, if anything. */
  readonly key: string | null;
};

/** Bytes of one answer: a batch of the longest vectors fits, and taking it apart does not hold up the event loop. */
const LARGEST = 1_048_576;

class Failed extends Error {
  readonly kind: 'refused' | 'failing';
  constructor(kind: 'refused' | 'failing', because: string) {
    super(because);
    this.kind = kind;
  }
}

export function createEmbed({ url, model, key }: Options): Embed {
  const target = new URL(url);
  return async (texts, timeout, closing) => {
    const limit = AbortSignal.timeout(timeout);
    const deadline = closing === undefined ? limit : AbortSignal.any([limit, closing]);
    try {
      const body = await post(target, key, JSON.stringify({ model, input: texts, encoding_format: 'float' }), deadline);
      const vectors = readEmbeddings(body, texts.length);
      if (vectors === null) throw new Failed('failing', `What ${target.origin} answers is not one embedding per text.`);
      return { vectors };
    } catch (error) {
      if (error instanceof Failed) return { failed: error.kind, because: error.message };
      if (limit.aborted) return { failed: 'failing', because: `${target.origin} did not answer within ${timeout / 1000} seconds.` };
      return { failed: 'failing', because: `${target.origin} cannot be reached. Is the program that serves the model running?` };
    }
  };
}

async function post(url: URL, key: string | null, body: string, deadline: AbortSignal): Promise<string> {
  const socket = await connectLoopback(url, deadline);
  try {
    const response = await send(url, key, body, socket, deadline);
    checkHead(url, response);
    return await readBody(url, response);
  } finally {
    socket.destroy();
  }
}

/** Without an agent there is no proxy and no kept connection; redirects are never followed. */
function send(url: URL, key: string | null, body: string, socket: Socket, signal: AbortSignal): Promise<IncomingMessage> {
  const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), accept: 'application/json', connection: 'close' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { ...headers, ...authorization }, signal, createConnection: () => socket });
    sent.once('response', resolve);
    // Heard for good: a broken connection can be reported more than once.
    sent.on('error', reject);
    sent.once('close', () => reject(new Error('closed without an answer')));
    sent.end(body);
  });
}

/** What counts is where the socket has ended up, whatever the name `localhost` was resolved to. */
async function connectLoopback(url: URL, deadline: AbortSignal): Promise<Socket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = host === 'localhost' ? (await lookup(host, { all: true })).map(({ address }) => address).filter(isLoopback) : [host];
  let last: unknown = new Error('no loopback address');
  for (const address of addresses) {
    try {
      return await open(address, Number(url.port === '' ? 80 : url.port), deadline);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

function open(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    socket.on('error', reject);
    socket.once('connect', () => {
      if (isLoopback(socket.remoteAddress ?? '')) return resolve(socket);
      socket.destroy();
      reject(new Error('not a loopback address'));
    });
  });
}

function checkHead({ origin }: URL, { statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode === 200) {
    if (Number(headers['content-length'] ?? 0) > LARGEST) throw new Failed('failing', `What ${origin} answers is larger than embeddings are.`);
    return;
  }
  if (statusCode >= 300 && statusCode < 400) throw new Failed('failing', `${origin} answers with a redirect, and redirects are not followed.`);
  if (statusCode === 401 || statusCode === 403) throw new Failed('failing', `${origin} wants another key (status ${statusCode}).`);
  if (statusCode === 404) throw new Failed('failing', `${origin} does not have that model, or serves no embeddings (status 404).`);
  // Among others: one text is longer than the model takes.
  throw new Failed('refused', `${origin} answered with status ${statusCode}.`);
}

async function readBody({ origin }: URL, response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw new Failed('failing', `What ${origin} answers is larger than embeddings are.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
