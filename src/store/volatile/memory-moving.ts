/** `MemoryMoving` on Maps. */
import { nameKey } from '../../shared/name-key.ts';
import type { CompartmentStore } from '../compartment-store.ts';
import type { MemoryMoving, MovedMemory, MovedRecord, Restored } from '../memory-moving.ts';
import type { CompartmentSettings } from '../memory-store.ts';
import { isCurrent, type KeptMemories } from './kept-memories.ts';

type Deps = { readonly kept: KeptMemories; readonly compartments: CompartmentStore; readonly settings: Map<string, CompartmentSettings> };

export function createMemoryMoving({ kept, compartments, settings }: Deps): MemoryMoving {
  async function records(compartment: string | null): Promise<MovedRecord[]> {
    const within = (id: string) => compartment === null || id === compartment;
    const entries = kept.all().filter((entry) => within(entry.compartment));
    const named = new Set(entries.flatMap(({ writtenBy, forgottenBy, versions }) => [writtenBy, forgottenBy, ...versions.map((version) => version.writtenBy)]));
    return [
      ...(await compartments.list()).filter(({ id }) => within(id)).map((each) => ({ compartment: { ...each, settings: settings.get(each.id) ?? null } })),
      ...kept.actions.filter(({ id }) => compartment === null || named.has(id)).map((action) => ({ action })),
      ...entries.map(({ memory, compartment: id, writtenBy, forgottenAt, forgottenBy }) => ({
        memory: { ...memory, compartment: id, writtenBy, forgottenAt, forgottenBy },
      })),
      ...entries.flatMap(({ memory, versions }) => versions.map((version) => ({ version: { ...version, memory: memory.id } }))),
    ];
  }

  function restoreMemory(memory: MovedMemory, known: ReadonlySet<string>, now: number): keyof Restored {
    if (kept.byId.has(memory.id)) return 'existing';
    if (!known.has(memory.compartment)) return 'astray';
    if (memory.forgottenAt === null && kept.twin(memory.compartment, memory.content, now) !== undefined) return 'duplicate';
    kept.put(memory);
    return 'memories';
  }

  return {
    snapshot: async (compartment) => {
      const lines = (await records(compartment)).map((record) => JSON.stringify(record));
      return {
        memories: lines.filter((line) => line.startsWith('{"memory":')).length,
        next: async () => (lines.length === 0 ? null : lines.splice(0, 100)),
        close: async () => undefined,
      };
    },
    restore: async (moved, now) => {
      const counts: Record<keyof Restored, number> = { memories: 0, existing: 0, binned: 0, duplicate: 0, astray: 0, versions: 0, held: 0, compartments: 0 };
      const fresh: { id: string; sees: readonly string[] }[] = [];
      for (const { id, name, createdAt, sees, settings: value } of moved.flatMap((record) => ('compartment' in record ? [record.compartment] : []))) {
        if (kept.all().some(({ compartment }) => compartment === id)) continue;
        const key = nameKey(name);
        if (!(await compartments.rename(id, name, key))) await compartments.create({ id, name, createdAt }, key);
        if (value !== null) settings.set(id, value);
        fresh.push({ id, sees });
      }
      for (const { id, sees } of fresh) await compartments.setWindows(id, sees);
      const known = new Set((await compartments.list()).map(({ id }) => id));
      for (const record of moved) {
        if ('action' in record && !kept.actions.some(({ id }) => id === record.action.id))
          kept.actions.push({ ...record.action, held: record.action.held ?? 0 });
        if ('memory' in record) {
          if (record.memory.forgottenAt === null && (kept.byId.get(record.memory.id)?.forgottenAt ?? null) !== null) counts.binned++;
          counts[restoreMemory(record.memory, known, now)]++;
        }
        if (!('version' in record)) continue;
        const { memory, ...version } = record.version;
        const entry = kept.byId.get(memory);
        if (entry === undefined || version.version >= entry.memory.version || entry.versions.some((each) => each.version === version.version)) continue;
        entry.versions.push(version);
        counts.versions++;
      }
      return { ...counts, compartments: fresh.length };
    },
    known: async (compartment, contents, now) =>
      contents.map((content) => {
        const same = kept.all().filter((entry) => entry.compartment === compartment && entry.memory.content === content);
        const current = same.find((entry) => isCurrent(entry, now));
        if (current !== undefined) return current.memory.expiresAt === null ? 'there' : 'ending';
        return same.some(({ forgottenAt }) => forgottenAt !== null) ? 'binned' : null;
      }),
  };
}
