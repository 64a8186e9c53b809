/** What is done to memories under an id of its own, so that it can be undone as one. */
import type { Clock, Random } from '../shared/edge.ts';
import type { NewAction } from '../store/memory-keeping.ts';
import type { Provenance } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';

/** @param about the client or grant whose writing it is about, or the file that is imported */
export type MakeAction = (kind: NewAction['kind'], by: Provenance, about?: string) => NewAction;

export function createMakeAction({ clock, random }: { readonly clock: Clock; readonly random: Random }): MakeAction {
  return (kind, by, about) => ({ id: `act_${Buffer.from(random.bytes(12)).toString('base64url')}`, kind, at: clock.now(), by, about: about ?? null });
}

export const PERSON: Provenance = { clientId: null, grantId: null, clientName: null, program: null, source: 'person' };

export function provenanceOf({ clientId, grantId, clientName, program }: Caller): Provenance {
  return { clientId, grantId, clientName, program, source: 'client' };
}
