/** Who may speak to the two ports at all. A website, a page on another port and a rebound name are turned away before anything is read. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { guardHeaderCount } from '../guards/header-count.ts';
import { guardTarget } from '../guards/target.ts';

/** The one address of a port, written in one way. */
export type Address = { readonly origin: string; readonly host: string };

export function addressOf(port: number): Address {
  return { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` };
}

/** @returns whether the request may go on; false after answering */
export function guardCaller({ origin, host }: Address, request: FastifyRequest, reply: FastifyReply): boolean {
  // DNS rebinding: whatever name an attacker points here is sent as Host. Node would pick one of two silently.
  const hosts = request.raw.rawHeaders.filter((_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === 'host');
  if (hosts.length !== 1 || hosts[0] !== host) return refuse(reply);
  if (!guardHeaderCount(request, reply) || !guardTarget(request, reply)) return false;
  const from = request.headers.origin;
  return from === undefined || from === origin ? true : refuse(reply);
}

/** A call, or a file of the page: only from the page itself, or typed in. Another port of this computer is `same-site`. */
export function guardOwnPage(request: FastifyRequest, reply: FastifyReply): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none' ? true : refuse(reply);
}

/**
 * A link is opened as a page of its own, from wherever: from the file that the command wrote, from the window for the
 * popup. A browser that fetches ahead of the person must not use it up. `Sec-Fetch-Mode` decides nothing (ruling 3).
 */
export function guardOpening(request: FastifyRequest, reply: FastifyReply): boolean {
  const { 'sec-fetch-dest': destination, 'sec-purpose': purpose } = request.headers;
  return (destination === undefined || destination === 'document') && purpose === undefined ? true : refuse(reply);
}

function refuse(reply: FastifyReply): false {
  reply.code(403).type('text/plain; charset=utf-8').send('Not for this page.\n');
  return false;
}
