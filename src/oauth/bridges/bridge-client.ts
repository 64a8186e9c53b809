/** The client that a bridge is, to the person: the program that started it. */
import { createHash } from 'node:crypto';
import { fileName } from '../../consent/evidence/claimed-name.ts';
import type { Program } from '../../consent/evidence/process-table.ts';
import { identityOf } from '../../consent/evidence/same-program.ts';
import type { StartedBy } from '../../consent/evidence/started-by.ts';
import { executable } from '../../consent/evidence/words.ts';
import type { Client, ProgramFacts } from '../../store/auth-store.ts';
import { cleanName } from '../clean-name.ts';
import { newClient } from '../new-client.ts';

const PREFIX = 'gh_bridge_';

/** A process that an Allow was for. */
export type BoundProcess = Pick<Program, 'pid' | 'started'>;

/**
 * @param seen null where the process could not be determined: then `instance`, which the bridge made up and tells nobody
 *   else, stands for it
 * @returns the same id for whoever is the same. It can be guessed, and opens nothing: without redirects and with this
 *   grant type neither the authorization nor the token endpoint serves it
 */
export function bridgeClient(seen: StartedBy | null, instance: string, now: number): Client {
  const program = seen?.starter == null ? null : factsOf(seen.starter);
  const name = `${nameOf(seen?.starter ?? null)} through the bridge`;
  return newClient({
    id: `${PREFIX}${seen?.key ?? digest(['instance', instance])}`,
    name,
    // Its way to a token; the token endpoint knows none of that name.
    grantTypes: ['urn:gatehouse:bridge'],
    metadata: metadataOf(seen),
    // One row for a program, however often it is another process (ruling 7); they share no approval.
    rowKey: digest(['bridge', name, program === null ? null : identityOf(program)]),
    program,
    registeredAt: now,
  });
}

/** @returns the process whose end ends what this client was allowed; null when it is not bound to one */
export function boundProcessOf({ id, metadata: { pid, started } }: Pick<Client, 'id' | 'metadata'>): BoundProcess | null {
  return id.startsWith(PREFIX) && typeof pid === 'number' && typeof started === 'string' ? { pid, started } : null;
}

export function isBridgeClient(id: string): boolean {
  return id.startsWith(PREFIX);
}

function metadataOf(seen: StartedBy | null): Client['metadata'] {
  if (seen === null) return { lasts: 'process' };
  const { bridge, lasts, lives } = seen;
  return { lasts, bridge: executable(bridge), ...(lasts === 'process' ? { pid: lives.pid, started: lives.started } : {}) };
}

/** A file is named by the kernel; what an interpreter runs is what it says of itself. */
function nameOf(starter: Program | null): string {
  if (starter === null) return 'A program';
  const { path, name, confined } = starter;
  const file = path === null || confined ? null : (/([^/]+)\.app\//.exec(path)?.[1] ?? fileName(path));
  const script = identityOf(starter)?.script ?? null;
  return cleanName(script ?? file ?? name ?? '') ?? 'A program';
}

function factsOf({ pid, path, uid, name, parents }: Program): ProgramFacts {
  return { pid, path, uid, name, parents };
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
