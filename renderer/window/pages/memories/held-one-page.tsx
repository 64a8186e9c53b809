import { useState } from 'react';
import { plainText, quotedName } from '../../../../src/shared/plain-text.ts';
import type { HeldDetails } from '../../../../src/shared/views.ts';
import { useLive } from '../../api/use-live.ts';
import { Button } from '../../parts/button.tsx';
import { FactRows } from '../../parts/fact-rows.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Page } from '../../parts/page.tsx';
import { When } from '../../parts/when.tsx';
import { goTo, linkTo } from '../../shell/route.ts';
import { useHeldActions } from './use-held-actions.ts';
import { HELD, MEMORIES } from './words.ts';

const leave = () => goTo('memories', 'held');

/** One text that waits for the person. A secret stays masked until it is asked for: somebody may look over the shoulder. */
export function HeldOnePage({ id }: { readonly id: string }) {
  const { value, problem } = useLive<{ readonly held: HeldDetails }>('held.get', { id });
  const { release, remove } = useHeldActions();
  const [isShown, setShown] = useState(false);
  const held = value?.held ?? null;
  const isMasked = held?.reason === 'secret' && !isShown;
  return (
    <Page title={HELD.title} problem={problem} onEscape={leave} back={<a href={linkTo('memories', 'held')}>{MEMORIES.back}</a>}>
      {held === null ? null : (
        <>
          <p className="warning">
            {HELD.reason[held.reason]}. {HELD.origin[held.origin]}
          </p>
          <LongText text={isMasked ? held.shown : held.content} />
          <div className="actions">
            {isMasked ? <Button onPress={() => setShown(true)}>{HELD.show}</Button> : null}
            <Button onPress={() => void release(id).then((isDone) => isDone && leave())}>{HELD.release}</Button>
            <Button look="danger" onPress={() => void remove(id).then((isDone) => isDone && leave())}>
              {HELD.delete}
            </Button>
          </div>
          <FactRows
            rows={[
              [HELD.from, quotedName(held.author)],
              [HELD.when, <When key="when" at={held.at} />],
              [HELD.rule, <code key="rule">{held.rule}</code>],
              [MEMORIES.compartment, plainText(held.compartment)],
              [MEMORIES.kind, plainText(held.kind)],
              [MEMORIES.tags, held.tags.length === 0 ? null : held.tags.map(plainText).join(', ')],
            ]}
          />
        </>
      )}
    </Page>
  );
}
