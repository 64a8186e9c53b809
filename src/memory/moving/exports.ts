/** Exports that are being read. One that nobody goes on with ends by itself, because its moment keeps the file from shrinking. */
import type { Random } from '../../shared/edge.ts';
import type { MemoryMoving, Snapshot } from '../../store/memory-moving.ts';
import { MemoryRefused } from '../limits.ts';

/** Milliseconds. */
const IDLE = 60_000;
const AT_ONCE = 2;

export type Exports = {
  /** @param compartment id of the only one; null for all. @throws MemoryRefused when too many are being read */
  begin(compartment: string | null): Promise<{ readonly id: string; readonly memories: number }>;
  /** @returns lines of JSON; null after the last. @throws MemoryRefused when there is no such export, or it has ended by itself */
  next(id: string): Promise<readonly string[] | null>;
  end(id: string): Promise<void>;
  close(): Promise<void>;
};

export function createExports({ moving, random }: { readonly moving: MemoryMoving; readonly random: Random }): Exports {
  const open = new Map<string, { readonly snapshot: Promise<Snapshot>; readonly timer: NodeJS.Timeout }>();

  async function end(id: string): Promise<void> {
    const entry = open.get(id);
    if (entry === undefined) return;
    open.delete(id);
    clearTimeout(entry.timer);
    await (await entry.snapshot).close();
  }

  return {
    async begin(compartment) {
      if (open.size >= AT_ONCE) throw new MemoryRefused('Two exports are being written already. Wait for one of them, or try again in a minute.');
      const id = `exp_${Buffer.from(random.bytes(12)).toString('base64url')}`;
      const snapshot = moving.snapshot(compartment);
      open.set(id, { snapshot, timer: setTimeout(() => void end(id).catch(() => undefined), IDLE).unref() });
      try {
        return { id, memories: (await snapshot).memories };
      } catch (error) {
        clearTimeout(open.get(id)?.timer);
        open.delete(id);
        throw error;
      }
    },
    async next(id) {
      const entry = open.get(id);
      if (entry === undefined) throw new MemoryRefused('This export has ended. Begin it again.');
      entry.timer.refresh();
      return (await entry.snapshot).next();
    },
    end,
    async close() {
      for (const id of [...open.keys()]) await end(id);
    },
  };
}
