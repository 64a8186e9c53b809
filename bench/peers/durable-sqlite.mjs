/** Loaded before a peer that commits without waiting for the disk: only what is equally durable can be compared. */
import { createRequire } from 'node:module';

const Database = createRequire(process.argv[1])('better-sqlite3');
const { pragma } = Database.prototype;
Database.prototype.pragma = function (source, options) {
  return pragma.call(this, /^synchronous\s*=/i.test(source) ? 'synchronous = FULL' : source, options);
};
