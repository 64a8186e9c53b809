import { ActionUndone } from '../../../errors.ts';
import type { ActionCounts, NewAction } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import { toRow } from '../../rows.ts';

/** Writes an action down, or adds to one that goes on. What changed nothing leaves no action behind. @throws ActionUndone */
export function createRecordAction(db: Sqlite) {
  const record = db.prepare(
    `INSERT INTO actions (id, kind, at, by, about, forgotten, written, held) VALUES (@id, @kind, @at, @by, @about, @forgotten, @written, @held)
     ON CONFLICT (id) DO UPDATE SET forgotten = forgotten + @forgotten, written = written + @written, held = held + @held WHERE undone_at IS NULL`,
  );
  return ({ id, kind, at, by, about }: NewAction, { forgotten = 0, written = 0, held = 0 }: Partial<ActionCounts>): void => {
    if (forgotten + written + held === 0) return;
    const { changes } = record.run({ ...toRow({ id, kind, at, by, about }), forgotten, written, held });
    if (changes === 0) throw new ActionUndone();
  };
}

export type RecordAction = ReturnType<typeof createRecordAction>;
