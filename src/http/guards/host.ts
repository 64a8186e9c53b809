import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Spelling, Spellings } from '../../oauth/spellings.ts';

/**
 * DNS rebinding: a page under a name that an attacker points at 127.0.0.1 still sends that name as Host. Only our three
 * names with the exact port pass, and only one Host header, because Node would pick one of two silently.
 * @returns the spelling, or null after answering 403
 */
export function guardHost(spellings: Spellings, request: FastifyRequest, reply: FastifyReply): Spelling | null {
  const spelling = countHosts(request.raw.rawHeaders) === 1 ? spellings.byHost(request.headers.host) : null;
  if (spelling !== null) return spelling;
  const { canonical } = spellings;
  reply.code(403).type('text/plain; charset=utf-8').send(`This address is not served here. Use ${canonical.origin}/ instead.\n`);
  return null;
}

function countHosts(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
}
