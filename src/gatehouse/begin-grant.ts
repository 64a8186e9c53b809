import type { KnownClients } from '../consent/known-clients.ts';
import type { Grant } from '../store/auth-store.ts';
import type { BuiltAccess } from './build-access.ts';
import type { BuiltMemory } from './build-memory.ts';
import type { Records } from './keep-records.ts';

type Parts = {
  readonly known: KnownClients;
  readonly records: Pick<Records, 'onFault'>;
  readonly access: Pick<BuiltAccess, 'state' | 'control'>;
  readonly memory: Pick<BuiltMemory, 'compartments'>;
};

/** @returns what makes a durable grant a live one */
export function createBeginGrant({ known, records: { onFault }, access: { state, control }, memory: { compartments } }: Parts): (grant: Grant) => void {
  return (grant) => {
    state.put(grant);
    known.connected(grant.clientId);
    // It was allowed while its compartment was being removed: there is nothing left that it could lead to.
    if (!compartments.has(grant.compartment)) control.endGrants([grant.id]).catch((error: unknown) => onFault(error, 'a removed compartment'));
  };
}
