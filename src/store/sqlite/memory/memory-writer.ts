/** Worker entry: the one writer of memory.db. */
import { serveWriter } from '../serve-writer.ts';
import { MEMORY_SCHEMA } from './schema.ts';
import { memoryWrites } from './writes.ts';

serveWriter(MEMORY_SCHEMA, (db) => memoryWrites(db));
