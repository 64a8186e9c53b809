/** The writer of auth.db on a "disk" with room for a few more pages. */

import { clientWrites } from '../../src/store/sqlite/auth/clients.ts';
import { AUTH_SCHEMA } from '../../src/store/sqlite/auth/schema.ts';
import { serveWriter } from '../../src/store/sqlite/serve-writer.ts';

serveWriter(AUTH_SCHEMA, (db) => {
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 20}`);
  return { operations: clientWrites(db) };
});
