import type { Author, NewAction, Undone } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import type { RecordAction } from './actions.ts';
import type { Moves, Place } from './moves.ts';
import type { Undo } from './undo.ts';

type TakeBack = { readonly author: Author; readonly action: NewAction };

const CLIENTS_WROTE = "provenance ->> 'clientId' IN (SELECT value FROM json_each(@author))";
const GRANT_WROTE = "provenance ->> 'grantId' = +@author";
const PLACES = 'SELECT number, id, compartment, content FROM memories WHERE forgotten_at IS NULL AND';
const OTHERS = 'SELECT version FROM versions WHERE number = +@number AND NOT coalesce';

/** "Forget everything this client wrote", and the same of one grant (ruling 23): in one transaction, so that nobody sees half of it. */
export function takeBackWrites(db: Sqlite, { moves, record, undo }: { readonly moves: Moves; readonly record: RecordAction; readonly undo: Undo }) {
  const by = {
    clients: {
      current: db.prepare(`${PLACES} ${CLIENTS_WROTE} ORDER BY number`),
      others: db.prepare(`${OTHERS}(${CLIENTS_WROTE}, 0) ORDER BY version DESC LIMIT 1`).pluck(),
    },
    grant: {
      current: db.prepare(`${PLACES} ${GRANT_WROTE} ORDER BY number`),
      others: db.prepare(`${OTHERS}(${GRANT_WROTE}, 0) ORDER BY version DESC LIMIT 1`).pluck(),
    },
  };
  const forgetting = db.prepare("SELECT id FROM actions WHERE by ->> 'grantId' = ? AND undone_at IS NULL").pluck();

  return {
    'keeping.takeBack': ({ author, action }: TakeBack): Omit<Undone, 'left' | 'held'> => {
      const ofGrant = 'grantId' in author;
      const { current, others } = ofGrant ? by.grant : by.clients;
      const wanted = ofGrant ? author.grantId : JSON.stringify(author.clientIds);
      const undone = ofGrant ? (forgetting.all(author.grantId) as string[]).map((id) => undo(id, action.at)).filter((each) => each !== null) : [];
      const count = { written: 0, forgotten: 0 };
      const places = current.all({ author: wanted }) as Place[];
      for (const place of places) {
        const to = others.get({ number: place.number, author: wanted }) as number | undefined;
        if (to !== undefined && moves.revert(place, to, action.at, action.id)) count.written += 1;
        else {
          moves.forget(place.number, action.at, action.id);
          count.forgotten += 1;
        }
      }
      record(action, count);
      return {
        ...count,
        restored: undone.reduce((sum, { restored }) => sum + restored, 0),
        compartments: [...new Set([...places.map(({ compartment }) => compartment), ...undone.flatMap(({ compartments }) => compartments)])],
      };
    },
  };
}
