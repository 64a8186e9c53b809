/** Who a request is counted for, before it shows a token. */
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Headers of a proxy that a person can tell us to believe. None of them ever shapes a document or opens a guard. */
export type ForwardedHeader = 'x-forwarded-for';

export type Callers = {
  /** The address that the proxy saw, where the person listed the header that says so; null otherwise. */
  behindProxy(request: FastifyRequest): string | null;
  /** That address, or the connection, the only other thing that tells callers apart. */
  of(request: FastifyRequest): string;
};

/** @param believed what the person listed; without it every forwarded header is ignored (A11) */
export function createCallers(believed: readonly ForwardedHeader[]): Callers {
  function behindProxy({ spelling, headers }: FastifyRequest): string | null {
    if (!spelling.external || !believed.includes('x-forwarded-for')) return null;
    // The last one is what our own proxy saw; whatever stands before it is the caller's claim.
    const last =
      String(headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim() ?? '';
    return isIP(last) === 0 ? null : `behind the proxy ${last}`;
  }
  return {
    behindProxy,
    of: (request) => behindProxy(request) ?? `${request.raw.socket.remoteAddress} ${request.raw.socket.remotePort}`,
  };
}
