/** Worker entry: the one writer of memory.db. */
import { serveWriter } from '../serve-writer.ts';
import { compartmentWrites } from './compartments.ts';
import { MEMORY_SCHEMA } from './schema.ts';
import { addWrites } from './writes/add.ts';
import { forgetWrites } from './writes/forget.ts';
import { createIndexes } from './writes/indexes.ts';
import { settingsWrites } from './writes/settings.ts';
import { updateWrites } from './writes/update.ts';

serveWriter(MEMORY_SCHEMA, (db) => {
  const indexes = createIndexes(db);
  return { ...addWrites(db, indexes), ...updateWrites(db, indexes), ...forgetWrites(db, indexes), ...settingsWrites(db), ...compartmentWrites(db) };
});
