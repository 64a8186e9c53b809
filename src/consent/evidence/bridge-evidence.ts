import type { Client } from '../../store/auth-store.ts';
import type { Evidence } from '../gather-evidence.ts';
import { ownerOf } from './owner.ts';
import { claims, registering } from './words.ts';

/**
 * What can be said of a bridge: the answer goes over the connection that the bridge holds, so there is no listener that
 * could change, and whoever fetches the token later is looked at again before it gets one.
 * @param client its program is the one that started the bridge
 * @param ownUid the user the broker runs as
 */
export function bridgeEvidence({ program, metadata }: Client, ownUid: number | null): Evidence {
  const owner = ownerOf(program?.uid ?? null, ownUid);
  const lasts = metadata.lasts === 'program';
  return {
    facts: [
      ...(program === null ? [] : [`The bridge was started by ${registering(program, owner)}`, claims(program)]),
      ...(typeof metadata.bridge === 'string' ? [`The bridge is ${metadata.bridge}`] : []),
    ].filter((fact) => fact !== null),
    warnings: [
      ...(program === null ? ['Which program started the bridge could not be determined'] : []),
      ...(lasts ? [] : ['Gatehouse cannot tell it from other programs, so it asks again each time this is started']),
    ],
    fingerprint: '',
    refused: owner === 'other',
    settled: true,
  };
}
