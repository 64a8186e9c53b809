/** Memories, their versions and what was done to them, as the person sees them. */
import type { Compartments } from '../memory/compartments.ts';
import type { ActionView, AuthorView, MemoryVersionView, MemoryView } from '../shared/views.ts';
import type { Action, KeptMemory, LastRead, Version } from '../store/memory-keeping.ts';
import type { Provenance } from '../store/memory-store.ts';

type Extra = {
  readonly compartments: Compartments;
  readonly lastRead?: LastRead | undefined;
  /** Characters of the content that are wanted; all of it when left out. */
  readonly cut?: number | undefined;
};

export function memoryView({ provenance, compartment, content, ...memory }: KeptMemory, { compartments, lastRead, cut }: Extra): MemoryView {
  const { id, name } = compartments.view(compartment);
  return {
    ...memory,
    content: content.slice(0, cut),
    length: content.length,
    compartment: { id, name },
    author: authorView(provenance),
    lastRead: lastRead === undefined ? null : { at: lastRead.at, clientId: lastRead.clientId, name: lastRead.clientName },
  };
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
