/**
 * The one request that leaves this computer by default: a client's own metadata document. The address comes from a stranger,
 * so it is checked on the socket that is really connected (a name can answer differently the second time), nothing is
 * followed, nothing is sent along, and the answer is small, quick and JSON or it is nothing.
 */

import { lookup as systemLookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { BlockList, isIPv4, type LookupFunction } from 'node:net';
import { DocumentUnavailable, type FetchDocument, type FetchedDocument } from '../oauth/client-documents/fetch-document.ts';

type Options = {
  /** For tests: another resolver, another authority, and addresses that count as public. */
  readonly lookup?: LookupFunction;
  readonly ca?: string;
  readonly isPublic?: (address: string) => boolean;
};

const MOST_BYTES = 5_120;
/** Milliseconds, for everything together. */
const DEADLINE = 2_500;

export function createFetchClientDocument({ lookup = systemLookup as LookupFunction, ca, isPublic = isPublicAddress }: Options = {}): FetchDocument {
  return (url) =>
    new Promise((resolve, reject) => {
      const fail = (why: string) => {
        clearTimeout(deadline);
        outgoing.destroy();
        reject(new DocumentUnavailable(why));
      };
      const outgoing = request(url, {
        method: 'GET',
        // No proxy, no kept connection, no session of an earlier request.
        agent: false,
        lookup: onlyPublic(lookup, isPublic),
        ...(ca === undefined ? {} : { ca }),
        headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Gatehouse', connection: 'close' },
      });
      const deadline = setTimeout(() => fail('it took too long'), DEADLINE);
      outgoing.once('socket', (socket) => {
        // Before the handshake, so that nothing is said to an address that must not be reached.
        socket.once('connect', () => {
          if (!isPublic(socket.remoteAddress ?? '')) fail('it leads to an address that is not public');
        });
      });
      outgoing.once('error', (error) => fail(error.message));
      outgoing.once('response', (response) => {
        read(response).then(
          (fetched) => {
            clearTimeout(deadline);
            outgoing.destroy();
            resolve(fetched);
          },
          (error: Error) => fail(error.message),
        );
      });
      outgoing.end();
    });
}

/** Before a connection is even tried; a name that leads to several addresses must lead to public ones only. */
function onlyPublic(lookup: LookupFunction, isPublic: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, options, (error, address, family) => {
      const found = Array.isArray(address) ? address.map((entry) => entry.address) : [address];
      if (error === null && !found.every(isPublic)) return done(new Error('it leads to an address that is not public'), address, family);
      done(error, address, family);
    });
  };
}

async function read(response: IncomingMessage): Promise<FetchedDocument> {
  const { statusCode, headers } = response;
  if (statusCode !== 200) throw new Error(`it answers ${statusCode}`);
  if (!/^application\/(?:[a-z0-9.-]+\+)?json(?:;|$)/i.test(headers['content-type'] ?? '')) throw new Error('it is not JSON');
  // A compressed body could be small on the wire and endless here.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new Error('it is compressed');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`it is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw new Error('it is not a JSON object');
  return { document, maxAge: maxAgeOf(headers['cache-control']) };
}

/** RFC 9111 §5.2.2; `no-store` and `no-cache` are the shortest time. */
function maxAgeOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/\bno-(?:store|cache)\b/i.test(header)) return 0;
  const seconds = /\bmax-age="?(\d{1,9})/i.exec(header)?.[1];
  return seconds === undefined ? null : Number(seconds);
}

/** Two lists, because one would read an IPv6 rule for mapped addresses as a rule for every IPv4 address. */
const NOT_PUBLIC_4 = new BlockList();
const NOT_PUBLIC_6 = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  NOT_PUBLIC_4.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  NOT_PUBLIC_6.addSubnet(network, prefix, 'ipv6');

/** IANA special-purpose registries: what is none of these is somewhere on the internet. An empty address is not. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  if (bare === '') return false;
  if (isIPv4(bare)) return !NOT_PUBLIC_4.check(bare, 'ipv4');
  return !NOT_PUBLIC_6.check(bare, 'ipv6');
}
