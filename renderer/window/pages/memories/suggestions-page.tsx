import { beginningOf, plainText } from '../../../../src/shared/plain-text.ts';
import type { SuggestionView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { usePages } from '../../api/use-pages.ts';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { useNotice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { When } from '../../parts/when.tsx';
import { linkTo } from '../../shell/route.ts';
import { Sections } from './sections.tsx';
import { useOneCompartment } from './use-one-compartment.tsx';
import { FORGET, MEMORIES, SUGGESTIONS } from './words.ts';

type Reflected = { readonly suggestions: readonly SuggestionView[]; readonly next: string | null };

/** Characters of each memory. */
const SHOWN = 160;

/** What could be tidied up: nothing happens by itself, and each is done on its own. */
export function SuggestionsPage() {
  const { ask } = useBroker();
  const act = useAct();
  const { say } = useNotice();
  const { where, choice } = useOneCompartment();
  const { items, hasMore, problem, more } = usePages<SuggestionView>(JSON.stringify(where), async (cursor) => {
    const { suggestions, next } = await ask<Reflected>('memories.reflect', { ...where, ...(cursor === null ? {} : { cursor }) });
    return { items: suggestions, next };
  });

  const apply = (id: string) =>
    act(async () => {
      const { action } = await ask<{ action: string | null }>('memories.apply', { ...where, id });
      say(SUGGESTIONS.applied, action === null ? undefined : () => void act(() => ask('actions.undo', { id: action }), FORGET.undone));
    });

  return (
    <Page title={MEMORIES.title} problem={problem}>
      <Sections current="suggestions" />
      {choice}
      <p className="soft">{SUGGESTIONS.hint}</p>
      {items?.length === 0 ? <Empty text={hasMore ? SUGGESTIONS.looked : SUGGESTIONS.empty} /> : null}
      <ul className="lines">
        {items?.map(({ id, kind, why, does, memories }) => (
          <li key={id}>
            <div className="grow">
              <h2>{SUGGESTIONS.kinds[kind]}</h2>
              <p>
                {plainText(why)} {plainText(does)}
              </p>
              <ul className="quotes">
                {memories.map((memory) => (
                  <li key={memory.id}>
                    <a href={linkTo('memories', memory.id)}>{beginningOf(memory.content, SHOWN)}</a>{' '}
                    <span className="soft">
                      <When at={memory.createdAt} />
                    </span>
                  </li>
                ))}
              </ul>
            </div>
            <Button label={`${SUGGESTIONS.apply}: ${plainText(does)}`} onPress={() => void apply(id)}>
              {SUGGESTIONS.apply}
            </Button>
          </li>
        ))}
      </ul>
      {hasMore ? (
        <div>
          <Button onPress={more}>{SUGGESTIONS.more}</Button>
        </div>
      ) : null}
    </Page>
  );
}
