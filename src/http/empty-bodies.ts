import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/**
 * `listen.ts` has Node say nothing of the end of what has no body. Fastify waits to be told when such a request names a
 * content type all the same, and many libraries name one with every request. So this belongs wherever a parser is: without one,
 * as for addresses where nothing is, no body is read.
 */
export function endEmptyBodies(scope: FastifyInstance): void {
  scope.addHook('preParsing', ({ raw, headers }, _reply, payload, done) => {
    const isWaitedFor = raw.readableEnded && headers['content-type'] !== undefined;
    done(null, isWaitedFor ? Readable.from([]) : payload);
  });
}
