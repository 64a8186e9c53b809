import type { NewAction } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import { toRow } from '../../rows.ts';

/** Writes an action down, or adds to one that goes on. What changed nothing leaves no action behind. */
export function createRecordAction(db: Sqlite) {
  const record = db.prepare(
    `INSERT INTO actions (id, kind, at, by, about, forgotten, written) VALUES (@id, @kind, @at, @by, @about, @forgotten, @written)
     ON CONFLICT (id) DO UPDATE SET forgotten = forgotten + @forgotten, written = written + @written`,
  );
  return ({ id, kind, at, by, about }: NewAction, { forgotten = 0, written = 0 }: { readonly forgotten?: number; readonly written?: number }): void => {
    if (forgotten + written > 0) record.run({ ...toRow({ id, kind, at, by, about }), forgotten, written });
  };
}

export type RecordAction = ReturnType<typeof createRecordAction>;
