/**
 * The one request that Gatehouse sends beyond this computer: a GET of a client's own metadata document. The address is a
 * stranger's choice, so nothing of it is trusted: not the name server, not the status, not the length it announces.
 */
import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { FetchClientDocument, FetchedDocument } from '../shared/fetch-client-document.ts';
import { type Connecting, connectPublic } from './connect-public.ts';
import { FetchRefused } from './fetch-refused.ts';
import { isPublicAddress } from './public-address.ts';

/** Bytes (draft-ietf-oauth-client-id-metadata-document §6.6). */
const LARGEST = 5 * 1024;
const LARGEST_HEADERS = 8 * 1024;
/** Milliseconds for everything together, names included. */
const DEADLINE = 2_500;
/** Says nothing about the person, not even the version. */
const HEADERS = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Gatehouse', connection: 'close' };
const JSON_TYPE = /^application\/(?:json|[\w.+-]+\+json)[ \t]*(?:;|$)/i;

type Options = Partial<Omit<Connecting, 'deadline'>>;

const resolveBySystem: Connecting['resolve'] = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** @param options for tests: another name server, other trusted certificates, other addresses that count as public */
export function createFetchClientDocument({ resolve = resolveBySystem, isPublic = isPublicAddress, ca }: Options = {}): FetchClientDocument {
  return async (url) => {
    const deadline = AbortSignal.timeout(DEADLINE);
    try {
      return await readDocument(await get(new URL(url), { resolve, isPublic, ca, deadline }));
    } catch (error) {
      if (error instanceof FetchRefused) return { refused: error.refusal };
      return { refused: deadline.aborted ? 'too_slow' : 'unreachable' };
    }
  };
}

/** Without an agent there is no proxy, no kept connection and no other way to connect; redirects are never followed. */
function get(url: URL, connecting: Connecting): Promise<IncomingMessage> {
  const port = url.port === '' ? 443 : Number(url.port);
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'GET',
      headers: HEADERS,
      maxHeaderSize: LARGEST_HEADERS,
      signal: connecting.deadline,
      createConnection: (_options, done) => {
        connectPublic(url.hostname, port, connecting).then(
          (socket) => done(null, socket),
          (error: Error) => done(error, undefined as never),
        );
        return undefined;
      },
    });
    sent.once('response', resolve);
    // Heard for good: the deadline reports itself, and then the connection that it broke.
    sent.on('error', reject);
    // An answer such as 101 ends the request without a response and without an error.
    sent.once('close', () => reject(new FetchRefused('unreachable')));
    sent.end();
  });
}

async function readDocument(response: IncomingMessage): Promise<FetchedDocument> {
  try {
    checkHead(response);
    return { members: parseObject(await readBody(response)), cacheControl: response.headers['cache-control'] ?? null };
  } finally {
    response.destroy();
  }
}

function checkHead({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 300 && statusCode < 400) throw new FetchRefused('redirected');
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity';
  if (statusCode !== 200 || !isPlain || !JSON_TYPE.test(headers['content-type'] ?? '')) throw new FetchRefused('not_a_document');
  if (Number(headers['content-length'] ?? 0) > LARGEST) throw new FetchRefused('too_large');
}

async function readBody(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw new FetchRefused('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseObject(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The same answer as for any other text that is no document.
  }
  throw new FetchRefused('not_a_document');
}
