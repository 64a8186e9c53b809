/** The person's embeddings endpoint: nothing that is remembered may leave this computer for it. */
import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** @param address an IP address as a socket reports it */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  return family !== 0 && LOOPBACK.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * @param text the base address as OpenAI-compatible clients take it, with or without `/v1`
 * @returns where embeddings are asked for; null when it is no plain http address of this computer
 */
export function readEmbeddingsUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'http:' || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host !== 'localhost' && !isLoopback(host)) return null;
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path === '' ? '/v1' : path}/embeddings`;
}
