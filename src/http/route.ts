/** What a route must state about itself. A route without a policy is refused at start: deny by default. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../oauth/access/access.ts';
import type { Spelling } from '../oauth/spellings.ts';

/** `public`: anyone on loopback. `bearer`: only with a token whose grant lives; 401 before anything else is looked at. */
export type Policy = 'public' | 'bearer';
/** Which pages may send requests here: none (programs only), our own page under the same address, or any that a proxy passes on. */
export type AllowedOrigin = 'none' | 'own' | 'any';
/** `stream` leaves the body to the handler. */
export type BodyKind = 'none' | 'form' | 'json' | 'stream';

export type Route = {
  readonly methods: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** The canonical path first, then its aliases. */
  readonly paths: readonly string[];
  readonly policy: Policy;
  readonly origin: AllowedOrigin;
  /** Websites that the person listed may call this. */
  readonly listedOrigins?: true;
  readonly body: BodyKind;
  /** Bytes, where the usual limit is too small. */
  readonly bodyLimit?: number;
  /** Navigations only: not into frames, images, scripts or prefetches. */
  readonly documentOnly?: true;
  /** Asked once for every request to some other service, so it does not count among the client's own calls. */
  readonly unmetered?: true;
  readonly handler: (request: FastifyRequest, reply: FastifyReply) => unknown;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    route?: Route;
  }
  interface FastifyRequest {
    /** What stands at this address; undefined where nothing does. Set before any guard. */
    route: Route | undefined;
    /** Set by the Host guard before any handler runs. */
    spelling: Spelling;
    /** Set by the bearer guard on `bearer` routes. */
    access: Access | null;
  }
}
