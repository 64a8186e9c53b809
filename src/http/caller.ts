import type { FastifyRequest } from 'fastify';

/** @returns what tells one caller from another for counting: its connection */
export function callerOf({ raw }: FastifyRequest): string {
  return `${raw.socket.remoteAddress} ${raw.socket.remotePort}`;
}
