/** Programs write their settings anew, and a port can change: whose entry no longer leads here is told, once, and never put right silently. */
import type { ProgramsView } from '../shared/connect-view.ts';
import type { AskBroker } from './ask-broker.ts';
import type { Say } from './notices.ts';
import type { Route } from './window/route.ts';

type Deps = {
  readonly ask: AskBroker['ask'];
  /** False in quiet hours, and while nobody is there: it is told at a look after them. */
  readonly mayPopUp: () => boolean;
  readonly say: Say;
  readonly open: (route: Route) => void;
};

/** @returns looks anew */
export function createTellAstray({ ask, mayPopUp, say, open }: Deps): () => Promise<void> {
  let told: ReadonlySet<string> = new Set();
  return async () => {
    if (!mayPopUp()) return;
    const answer = (await ask('connect.list')) as ProgramsView | undefined;
    if (answer === undefined) return;
    const astray = answer.programs.filter(({ astray }) => astray !== null);
    const fresh = astray.filter(({ id }) => !told.has(id));
    told = new Set(astray.map(({ id }) => id));
    if (fresh.length === 0) return;
    const [first] = fresh;
    const line =
      fresh.length === 1
        ? `${first?.name} does not find Gatehouse any more: ${first?.astray}. It can be repaired here.`
        : `${fresh.map(({ name }) => name).join(', ')} do not find Gatehouse any more. They can be repaired here.`;
    say(line, () => open('/connect'));
  };
}
