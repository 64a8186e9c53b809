import type { Schema } from '../open-database.ts';
import { createTables } from './migrations/001-tables.ts';
import { addUndo } from './migrations/002-undo.ts';
import { compartments } from './migrations/003-compartments.ts';
import { addHeld } from './migrations/004-held.ts';
import { addVectors } from './migrations/005-vectors.ts';
import { improveFinding } from './migrations/006-find.ts';
import { addReaders } from './migrations/007-readers.ts';
import { addHeldByActions } from './migrations/008-held-by-actions.ts';

/** "GHme" */
const APPLICATION_ID = 0x47_48_6d_65;

export const MEMORY_SCHEMA: Schema = {
  applicationId: APPLICATION_ID,
  migrations: [createTables, addUndo, compartments, addHeld, addVectors, improveFinding, addReaders, addHeldByActions],
};
