/** Worker entry: searching memory.db, on a connection and a thread of its own, so that no question holds up a refusal. */
import { serveReader } from '../serve-reader.ts';
import { memoryReads } from './reads.ts';

serveReader((db) => memoryReads(db));
