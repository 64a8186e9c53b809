/** Memories, their versions and what was done to them, as the person sees them. */
import type { Compartments } from '../memory/compartments.ts';
import type { ActionView, AuthorView, MemoryVersionView, MemoryView } from '../shared/views.ts';
import type { Action, KeptMemory, Version } from '../store/memory-keeping.ts';
import type { Provenance } from '../store/memory-store.ts';

export function memoryView({ provenance, compartment, ...memory }: KeptMemory, compartments: Compartments): MemoryView {
  const { id, name } = compartments.view(compartment);
  return { ...memory, compartment: { id, name }, author: authorView(provenance) };
}

export function versionView({ provenance, writtenBy, ...version }: Version): MemoryVersionView {
  return { ...version, action: writtenBy, author: authorView(provenance) };
}

export function actionView({ by, ...action }: Action): ActionView {
  return { ...action, by: authorView(by) };
}

function authorView({ clientId, clientName, grantId, program, source }: Provenance): AuthorView {
  return { clientId, name: clientName, grantId, program, source };
}
