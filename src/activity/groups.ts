/** What kinds of events belong together for a person who looks for one of them. A new kind does not compile until it has its place. */
import type { ActivityEvent } from './events.ts';

type Kind = ActivityEvent['kind'];

export const ACTIVITY_GROUPS = ['requests', 'connections', 'use', 'memories', 'refusals', 'gatehouse'] as const;
export type ActivityGroup = (typeof ACTIVITY_GROUPS)[number];

const GROUP_OF: Readonly<Record<Kind, ActivityGroup>> = {
  'request.asked': 'requests',
  'request.allowed': 'requests',
  'request.denied': 'requests',
  'request.unanswered': 'requests',
  'request.withdrawn': 'requests',
  'request.dropped': 'requests',
  'call.asked': 'requests',
  'call.allowed': 'requests',
  'asker.blocked': 'requests',
  'asker.unblocked': 'requests',
  'quiet.began': 'requests',
  'quiet.ended': 'requests',
  'client.registered': 'connections',
  'client.added': 'connections',
  'client.changed': 'connections',
  'client.paused': 'connections',
  'client.resumed': 'connections',
  'client.blocked': 'connections',
  'client.removed': 'connections',
  'document.fetched': 'connections',
  'grant.ended': 'connections',
  'grant.changed': 'connections',
  'session.started': 'connections',
  'session.renewed': 'connections',
  'session.ended': 'connections',
  'token.revoked': 'connections',
  'key.created': 'connections',
  'tool.called': 'use',
  'memory.held': 'memories',
  'memory.released': 'memories',
  'memory.dropped': 'memories',
  'memory.imported': 'memories',
  'memory.exported': 'memories',
  'memory.restored': 'memories',
  'memories.moved': 'memories',
  'memories.forgotten': 'memories',
  'memories.deleted': 'memories',
  'memories.restored': 'memories',
  'compartment.created': 'memories',
  'compartment.renamed': 'memories',
  'compartment.removed': 'memories',
  'compartment.windows': 'memories',
  'refusals.counted': 'refusals',
  'broker.started': 'gatehouse',
  'broker.stopped': 'gatehouse',
  'broker.locked': 'gatehouse',
  'broker.unlocked': 'gatehouse',
  'activity.pruned': 'gatehouse',
  'key.rotated': 'gatehouse',
  'window.opened': 'gatehouse',
  'settings.changed': 'gatehouse',
  'program.connected': 'connections',
  'program.undone': 'connections',
  fault: 'gatehouse',
};

export function kindsOf(group: ActivityGroup): readonly Kind[] {
  return (Object.keys(GROUP_OF) as Kind[]).filter((kind) => GROUP_OF[kind] === group);
}
