import type { FastifyRequest } from 'fastify';
import type { Connection } from '../../consent/evidence/process-table.ts';

/** The other end of a request's connection, as the system's own tables name it. */
export function connectionOf({ raw: { socket } }: FastifyRequest): Connection {
  const { remoteAddress = '', remotePort = 0, localPort = 0 } = socket;
  return { address: remoteAddress, port: remotePort, localPort };
}
