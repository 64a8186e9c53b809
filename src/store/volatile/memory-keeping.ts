/** `MemoryKeeping` on Maps. */
import { isOfText } from '../is-of-text.ts';
import type { Author, KeepingFilter, KeepingPage, KeptMemory, LastRead, Listed, MemoryKeeping, Undone } from '../memory-keeping.ts';
import type { Provenance } from '../memory-store.ts';
import { isCurrent, type Kept, type KeptMemories, versionOf } from './kept-memories.ts';

const BATCH = 50;

type Deps = {
  readonly kept: KeptMemories;
  /** Whether there is such a compartment. */
  readonly exists: (compartment: string) => boolean;
  readonly lastReads: ReadonlyMap<string, LastRead>;
  /** @returns how many waited because of the action */
  readonly takeHeldAway: (action: string) => number;
};

export function createMemoryKeeping({ kept, exists, lastReads, takeHeldAway }: Deps): MemoryKeeping {
  const { byId, actions, all } = kept;

  function undo(actionId: string, now: number): Undone | null {
    const index = actions.findIndex(({ id, undoneAt }) => id === actionId && undoneAt === null);
    const action = actions[index];
    if (action === undefined) return null;
    actions[index] = { ...action, undoneAt: now };
    const binned = all().filter(({ forgottenBy }) => forgottenBy === actionId);
    const written = all().filter(({ writtenBy, forgottenAt }) => writtenBy === actionId && forgottenAt === null);
    const reverted = written.filter((entry) => {
      const before = entry.versions.at(-1);
      if (before !== undefined && kept.revert(entry, before, now, null)) return true;
      kept.sayAgain(entry, now);
      kept.forget(entry, now, actionId);
      return false;
    });
    const restored = binned.filter((entry) => kept.restore(entry, now)).length;
    return {
      restored,
      left: binned.length - restored,
      held: takeHeldAway(actionId),
      written: reverted.length,
      forgotten: written.length - reverted.length,
      compartments: compartmentsOf([...binned, ...written]),
    };
  }

  return {
    undo: async (actionId, now) => undo(actionId, now),
    list: async (filter, page, now) =>
      cut(
        all().filter((entry) => isCurrent(entry, now) && isWanted(entry, filter)),
        ({ number }) => [0, number],
        page,
        view,
      ),
    lastReads: async (ids) => ids.flatMap((id) => lastReads.get(id) ?? []),
    facets: async (compartment, limit) => {
      const live = all().filter((entry) => entry.forgottenAt === null && isWanted(entry, { compartment }));
      const authors = new Map(all().map(({ memory: { provenance } }) => [provenance.clientId, provenance.clientName]));
      return {
        tags: mostUsed(live.flatMap(({ memory }) => memory.tags))
          .slice(0, limit)
          .map(([tag, count]) => ({ tag, count })),
        kinds: mostUsed(live.map(({ memory }) => memory.kind))
          .slice(0, limit)
          .map(([kind, count]) => ({ kind, count })),
        clients: [...authors]
          .flatMap(([id, name]) => (id === null ? [] : { id, name }))
          .sort((left, right) => (left.id < right.id ? -1 : 1))
          .slice(0, limit),
      };
    },
    delete: async (ids) => ids.filter((id) => byId.get(id)?.forgottenAt != null && byId.delete(id)),
    bin: async ({ text, ...page }) => {
      const { items, next } = cut(
        all().filter(({ forgottenAt }) => forgottenAt !== null),
        ({ forgottenAt, number }) => [forgottenAt ?? 0, number],
        page,
        view,
      );
      return { items: items.filter(isOfText(text)), next };
    },
    move: async (ids, from, to, now) =>
      [...new Set(ids)].filter((id) => {
        const entry = kept.within(from, id);
        if (entry === undefined || from === to || !exists(to) || (entry.forgottenAt === null && kept.twin(to, entry.memory.content, now) !== undefined))
          return false;
        entry.compartment = to;
        return true;
      }),
    find: async (id) => {
      const entry = byId.get(id);
      return entry === undefined ? null : view(entry);
    },
    history: async (id) => {
      const entry = byId.get(id);
      if (entry === undefined) return [];
      return [...entry.versions.map(({ forgottenAt: _, ...version }) => version), versionOf(entry)].reverse();
    },
    actions: async (page) =>
      cut(
        actions.map((action, index) => ({ action, index })),
        ({ action, index }) => [action.at, index + 1],
        page,
        ({ action }) => action,
      ),
    forget: async (ids, action) => {
      const found = [...new Set(ids)].filter((id) => byId.get(id)?.forgottenAt === null);
      for (const entry of all()) if (found.includes(entry.memory.id)) kept.forget(entry, action.at, action.id);
      kept.record(action, { forgotten: found.length });
      return found;
    },
    restore: async (ids, now) =>
      ids.filter((id) => {
        const entry = byId.get(id);
        if (entry === undefined || entry.forgottenAt === null || !kept.restore(entry, now)) return false;
        if (!isCurrent(entry, now)) entry.memory = { ...entry.memory, expiresAt: null };
        return true;
      }),
    takeBack: async (author, action) => {
      const forgetting = actions.filter(({ by, undoneAt }) => 'grantId' in author && by.grantId === author.grantId && undoneAt === null);
      const undone = forgetting.map(({ id }) => undo(id, action.at)).filter((each) => each !== null);
      const written = all().filter(({ memory, forgottenAt }) => forgottenAt === null && wrote(author, memory.provenance));
      const reverted = written.filter((entry) => {
        const others = entry.versions.findLast(({ provenance }) => !wrote(author, provenance));
        if (others !== undefined && kept.revert(entry, others, action.at, action.id)) return true;
        kept.forget(entry, action.at, action.id);
        return false;
      });
      const count = { written: reverted.length, forgotten: written.length - reverted.length };
      kept.record(action, count);
      return {
        ...count,
        restored: undone.reduce((sum, { restored }) => sum + restored, 0),
        compartments: [...new Set([...compartmentsOf(written), ...undone.flatMap(({ compartments }) => compartments)])],
      };
    },
    sweep: async (now, before) => {
      const expired = all()
        .filter((entry) => entry.forgottenAt === null && !isCurrent(entry, now))
        .sort((left, right) => Number(left.memory.expiresAt) - Number(right.memory.expiresAt));
      for (const entry of expired.slice(0, BATCH)) kept.forget(entry, now, null);
      const over = all().filter(({ forgottenAt }) => forgottenAt !== null && forgottenAt < before);
      for (const { memory } of over.slice(0, BATCH)) byId.delete(memory.id);
      const old = actions.filter(({ at }) => at < before);
      for (const action of old.slice(0, BATCH)) actions.splice(actions.indexOf(action), 1);
      return {
        ranOut: expired.slice(0, BATCH).map(({ compartment, memory: { id } }) => ({ compartment, id })),
        more: [expired, over, old].some(({ length }) => length >= BATCH),
      };
    },
  };
}

function wrote(author: Author, { clientId, grantId }: Provenance): boolean {
  return 'grantId' in author ? grantId === author.grantId : author.clientIds.some((id) => id === clientId);
}

function isWanted({ compartment, memory: { provenance, kind, tags, createdAt } }: Kept, filter: KeepingFilter): boolean {
  return (
    (filter.compartment ?? compartment) === compartment &&
    (filter.kind ?? kind) === kind &&
    (filter.source ?? provenance.source) === provenance.source &&
    (filter.tag === undefined || tags.includes(filter.tag)) &&
    (filter.clientIds === undefined || wrote({ clientIds: filter.clientIds }, provenance)) &&
    createdAt >= (filter.after ?? Number.NEGATIVE_INFINITY) &&
    createdAt < (filter.before ?? Number.POSITIVE_INFINITY)
  );
}

function mostUsed(values: readonly string[]): [value: string, count: number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([left, more], [right, less]) => less - more || (left < right ? -1 : 1));
}

const compartmentsOf = (entries: readonly Kept[]): string[] => [...new Set(entries.map(({ compartment }) => compartment))];

function view({ memory, compartment, forgottenAt, forgottenBy }: Kept): KeptMemory {
  return { ...memory, compartment, forgottenAt, forgottenBy };
}

type At = readonly [time: number, number: number];

/** Latest first, going on where the page before ended. */
function cut<Entry, Item>(entries: readonly Entry[], at: (entry: Entry) => At, { limit, before }: KeepingPage, show: (entry: Entry) => Item): Listed<Item> {
  const [, time = '', number = ''] = /^(\d{1,15})\.(\d{1,15})$/.exec(before ?? '') ?? [];
  const later = ([leftTime, left]: At, [rightTime, right]: At) => rightTime - leftTime || right - left;
  const sorted = entries
    .filter((entry) => time === '' || later([Number(time), Number(number)], at(entry)) < 0)
    .sort((left, right) => later(at(left), at(right)));
  const last = sorted[limit - 1];
  return { items: sorted.slice(0, limit).map(show), next: sorted.length > limit && last !== undefined ? at(last).join('.') : null };
}
