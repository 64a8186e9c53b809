import { ipcMain, session } from 'electron';
import { quotedName } from '../../shared/plain-text.ts';
import type { Say } from '../notices.ts';
import type { Presence } from '../presence.ts';
import { createReviews, type ReviewsDeps } from '../reviews.ts';
import { clientRoute } from '../window/route.ts';
import { askWhenPresent } from './ask-when-present.ts';
import { createPopupPrompt } from './create-popup-prompt.ts';

type Deps = Pick<ReviewsDeps, 'desk' | 'open'> & {
  /** Folder of the built pages and preloads. */
  readonly pages: string;
  readonly presence: Pick<Presence, 'isHere' | 'lookClosely'>;
  readonly say: Say;
  readonly log: (line: string) => void;
};

/** The popup in a session of its own, shown to whoever is there, and what brings a request back to it. */
export function buildPopup({ pages, desk, presence, say, open, log }: Deps) {
  const popup = createPopupPrompt({
    ipcMain,
    session: session.fromPartition('consent', { cache: false }),
    pages,
    extend: (id) => reviews.extend(id),
    onConnectedUnseen: ({ client }) => say(`${quotedName(client.name)} is connected.`, () => open(clientRoute(client.id))),
    log,
  });
  const prompt = askWhenPresent(popup, presence.lookClosely);
  const reviews = createReviews({ desk, presence, wanted: prompt.wanted, open });
  return { prompt, reviews };
}
