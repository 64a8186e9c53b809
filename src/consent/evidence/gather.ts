/** Everything that can be told about a request: what the browser said, and what this computer says about its programs. */

import { BRIDGE_RECEIVER } from '../../shared/bridge.ts';
import type { Clock } from '../../shared/edge.ts';
import type { GatherEvidence } from '../gather-evidence.ts';
import { bridgeEvidence } from './bridge-evidence.ts';
import { factsOf } from './facts.ts';
import { fingerprintOf } from './fingerprint.ts';
import { evidenceFromRequest } from './from-request.ts';
import { imitationWarnings } from './imitation-warnings.ts';
import { listenerWarnings } from './listener-warnings.ts';
import { ownerOf } from './owner.ts';
import { NOTHING_SEEN, type ProcessTable } from './process-table.ts';
import { receiversOf } from './receivers.ts';
import { redirectPort } from './redirect-port.ts';
import { registrarWarnings } from './registrar-warnings.ts';

type Deps = {
  readonly processes: ProcessTable;
  /** The user the broker runs as; null where that is not known. */
  readonly ownUid: number | null;
  readonly clock: Clock;
};

/** @returns evidence for the desk; never rejects, what cannot be seen is said to be unseen */
export function createEvidence({ processes, ownUid, clock }: Deps): GatherEvidence {
  return async (question, care) => {
    const { client, redirectUri, opener } = question;
    if (redirectUri === BRIDGE_RECEIVER) return bridgeEvidence(client, ownUid);
    const target = redirectUri === null ? null : redirectPort(redirectUri);
    const { sockets, complete } = target === null ? NOTHING_SEEN : await processes.listenersOf(target.port, care).catch(() => NOTHING_SEEN);
    const receivers = target === null ? [] : receiversOf(target, sockets);
    const request = await evidenceFromRequest(question);
    // A client that names itself by an address has not registered, so it is whoever opened the request.
    const asker = client.program === null ? ((await opener?.()) ?? 'unknown') : ownerOf(client.program.uid, ownUid);
    return {
      facts: [...factsOf(receivers, client, ownUid), ...request.facts],
      warnings: [
        ...(target === null ? [] : listenerWarnings({ target, receivers, complete, registrar: client.program })),
        ...request.warnings,
        ...imitationWarnings(client, receivers[0]?.program ?? null),
        ...registrarWarnings(client, clock.now()),
      ],
      fingerprint: target === null ? '' : fingerprintOf(receivers, complete),
      refused: asker === 'other' || receivers.some(({ owner }) => owner === 'other'),
      settled: target === null || receivers.some(({ program }) => program !== null),
    };
  };
}
