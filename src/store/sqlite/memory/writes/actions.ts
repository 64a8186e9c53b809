import { ActionUndone } from '../../../errors.ts';
import type { ActionCounts, NewAction } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import { toRow } from '../../rows.ts';

/** Writes an action down, or adds to one that goes on. What changed nothing leaves no action behind. @throws ActionUndone */
export function createRecordAction(db: Sqlite) {
  const isUndone = db.prepare('SELECT 1 FROM actions WHERE id = ? AND undone_at IS NOT NULL');
  const record = db.prepare(
    `INSERT INTO actions (id, kind, at, by, about, forgotten, written, held) VALUES (@id, @kind, @at, @by, @about, @forgotten, @written, @held)
     ON CONFLICT (id) DO UPDATE SET forgotten = forgotten + @forgotten, written = written + @written, held = held + @held`,
  );
  return ({ id, kind, at, by, about }: NewAction, { forgotten = 0, written = 0, held = 0 }: Partial<ActionCounts>): void => {
    if (isUndone.get(id) !== undefined) throw new ActionUndone();
    if (forgotten + written + held > 0) record.run({ ...toRow({ id, kind, at, by, about }), forgotten, written, held });
  };
}

export type RecordAction = ReturnType<typeof createRecordAction>;
