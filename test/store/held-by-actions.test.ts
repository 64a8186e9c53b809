import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { addHeldByActions } from '../../src/store/sqlite/memory/migrations/008-held-by-actions.ts';
import { MEMORY_SCHEMA } from '../../src/store/sqlite/memory/schema.ts';

describe('the migration that lets an import take back what it had held', () => {
  it('what waited before belongs to no action, and an action of before has had nothing held', () => {
    const db = new Database(':memory:');
    const before = MEMORY_SCHEMA.migrations.indexOf(addHeldByActions);
    for (const migration of MEMORY_SCHEMA.migrations.slice(0, before)) migration(db);
    db.exec(`
      INSERT INTO actions (id, kind, at, by, about, written) VALUES ('act_old', 'import', 1, '{}', 'notes.md', 3);
      INSERT INTO held (id, reason, rule, at, compartment, origin, memory, said_hash, about)
        VALUES ('held_old', 'secret', 'password', 1, 'default', 'new', '{"content":"x"}', 'hash', '');
    `);
    for (const migration of MEMORY_SCHEMA.migrations.slice(before)) migration(db);
    expect(db.prepare('SELECT id, memory, action FROM held').all()).toEqual([{ id: 'held_old', memory: '{"content":"x"}', action: null }]);
    expect(db.prepare('SELECT id, written, held FROM actions').all()).toEqual([{ id: 'act_old', written: 3, held: 0 }]);
    db.close();
  });
});
