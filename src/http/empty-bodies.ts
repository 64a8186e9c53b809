import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/**
 * `listen.ts` has Node say nothing of the end of what has no body. Fastify waits to be told when such a request names a
 * content type all the same, and many libraries name one with every request.
 */
export function endEmptyBodies(scope: FastifyInstance): void {
  scope.addHook('preParsing', (request, _reply, payload, done) => done(null, request.raw.readableEnded ? Readable.from([]) : payload));
}
