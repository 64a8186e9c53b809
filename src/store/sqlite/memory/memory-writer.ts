/** Worker entry: the one writer of memory.db. */
import { serveWriter } from '../serve-writer.ts';
import { compartmentWrites, createRemoved } from './compartments.ts';
import { restoreWrites } from './moving/restore.ts';
import { MEMORY_SCHEMA } from './schema.ts';
import { createTending } from './tending.ts';
import { createRecordAction } from './writes/actions.ts';
import { addWrites, createAdd } from './writes/add.ts';
import { forgetWrites } from './writes/forget.ts';
import { heldWrites } from './writes/held.ts';
import { createIndexes } from './writes/indexes.ts';
import { moveWrites } from './writes/move.ts';
import { createMoves } from './writes/moves.ts';
import { retagWrites } from './writes/retag.ts';
import { settingsWrites } from './writes/settings.ts';
import { sweepWrites } from './writes/sweep.ts';
import { takeBackWrites } from './writes/take-back.ts';
import { createUndo, undoWrites } from './writes/undo.ts';
import { updateWrites } from './writes/update.ts';
import { usesWrites } from './writes/uses.ts';
import { vectorWrites } from './writes/vectors.ts';

serveWriter(MEMORY_SCHEMA, (db) => {
  const indexes = createIndexes(db);
  const moves = createMoves(db, indexes);
  const removed = createRemoved(db);
  const parts = { indexes, moves, add: createAdd(db, { indexes, moves, removed }), removed, record: createRecordAction(db), undo: createUndo(db, moves) };
  return {
    operations: {
      ...addWrites(parts),
      ...moveWrites(db, parts),
      ...updateWrites(db, moves),
      ...forgetWrites(db, parts),
      ...takeBackWrites(db, parts),
      ...undoWrites(db, parts),
      ...sweepWrites(db, parts),
      ...heldWrites(db, parts),
      ...retagWrites(db, parts),
      ...settingsWrites(db),
      ...compartmentWrites(db, removed),
      ...vectorWrites(db),
      ...restoreWrites(db, parts),
      ...usesWrites(db),
    },
    tending: createTending(db, indexes),
  };
});
