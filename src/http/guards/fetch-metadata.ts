import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Opening } from '../../consent/desk.ts';

/**
 * An authorization request raises a prompt, so it must be a navigation the person can see: not a frame, an image, a
 * script's fetch or a prefetch. `Sec-Fetch-Mode` decides nothing, Node's own fetch always sends `cors`.
 * @returns whether the request may go on; false after answering 403
 */
export function guardNavigation(request: FastifyRequest, reply: FastifyReply): boolean {
  const destination = request.headers['sec-fetch-dest'];
  const purpose = String(request.headers['sec-purpose'] ?? request.headers.purpose ?? '');
  const isDocument = destination === undefined || destination === 'document';
  if (isDocument && !purpose.includes('prefetch')) return true;
  reply.code(403).type('text/plain; charset=utf-8').send('This page opens only as a page of its own.\n');
  return false;
}

/** Whether a website sent the browser here, and which; a program opens it without a site, on this computer unless a proxy is between. */
export function openingOf(request: FastifyRequest): Opening {
  const site = request.headers['sec-fetch-site'];
  if (site === 'none' && !request.spelling.external) return { openedBy: 'program', website: null };
  if (site !== 'cross-site' && site !== 'same-site') return { openedBy: 'unknown', website: null };
  return { openedBy: 'website', website: originOf(request.headers.referer) };
}

/** A page can hide its address, but not lie about it. */
function originOf(referer: string | undefined): string {
  const url = URL.parse(referer ?? '');
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.origin : '';
}
