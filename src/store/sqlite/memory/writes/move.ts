import type { Sqlite } from '../../open-database.ts';
import { COLUMNS, readMemory } from '../reads/memory-row.ts';
import { createVisible } from '../visible.ts';
import type { Indexes } from './indexes.ts';
import type { Moves } from './moves.ts';

type Move = { readonly ids: readonly string[]; readonly from: string; readonly to: string; readonly now: number };
type Found = { readonly number: number; readonly contentHash: string; readonly forgottenAt: number | null };

/** From one compartment to another, with its versions, out of the bin into the bin. */
export function moveWrites(db: Sqlite, { indexes, moves }: { readonly indexes: Indexes; readonly moves: Moves }) {
  const { own, everywhere } = createVisible(db);
  const exists = everywhere('SELECT 1 FROM compartments WHERE id = ?');
  const find = own(
    (inside) => `SELECT m.number, m.content_hash AS contentHash, m.forgotten_at AS forgottenAt FROM memories m WHERE m.id = @id AND ${inside('m')}`,
  );
  const read = own((inside) => `SELECT ${COLUMNS} FROM memories m WHERE m.number = @number AND ${inside('m')}`);
  const move = everywhere('UPDATE memories SET compartment = @to WHERE number = @number');

  function moved(id: string, { from, to, now }: Move): boolean {
    const found = find.get({ id, compartment: from }) as Found | undefined;
    if (found === undefined || (found.forgottenAt === null && moves.twin(to, found.contentHash, now) !== undefined)) return false;
    const { number } = found;
    const memory = readMemory(read.get({ number, compartment: from }));
    indexes.drop({ number, compartment: from, content: memory.content });
    move.run({ number, to });
    indexes.put(number, to, memory);
    if (found.forgottenAt !== null) indexes.hide(number);
    return true;
  }

  return {
    'keeping.move': (use: Move): string[] =>
      use.from === use.to || exists.get(use.to) === undefined ? [] : [...new Set(use.ids)].filter((id) => moved(id, use)),
  };
}
