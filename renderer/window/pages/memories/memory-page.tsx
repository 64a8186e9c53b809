import { useState } from 'react';
import { plainJson, plainText, quotedName } from '../../../../src/shared/plain-text.ts';
import type { CompartmentView, MemoryView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useLive } from '../../api/use-live.ts';
import { Button } from '../../parts/button.tsx';
import { FactRows } from '../../parts/fact-rows.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Page } from '../../parts/page.tsx';
import { When } from '../../parts/when.tsx';
import { goTo, linkTo } from '../../shell/route.ts';
import { BinActions } from './bin-actions.tsx';
import { MemoryForm, type Said } from './memory-form.tsx';
import { MoveTo } from './move-to.tsx';
import { useForget } from './use-forget.ts';
import { Versions } from './versions.tsx';
import { authorWords, FORM, MEMORIES } from './words.ts';

const leave = () => goTo('memories');

/** One memory: what it says, where it comes from, what it was before. */
export function MemoryPage({ id }: { readonly id: string }) {
  const { ask } = useBroker();
  const act = useAct();
  const forget = useForget();
  const { value, problem } = useLive<{ readonly memory: MemoryView }>('memories.get', { id });
  const { value: places } = useLive<{ readonly compartments: readonly CompartmentView[] }>('compartments.list');
  const [isEditing, setEditing] = useState(false);
  const memory = value?.memory ?? null;

  async function save(said: Said): Promise<void> {
    if (await act(() => ask('memories.update', { id, ...said }), FORM.saved)) setEditing(false);
  }

  if (isEditing && memory !== null) {
    return (
      <Page key="edit" title={FORM.editTitle} problem={problem} onEscape={() => setEditing(false)}>
        <MemoryForm said={memory} onSave={(said) => void save(said)} onCancel={() => setEditing(false)} />
      </Page>
    );
  }
  const isLive = memory === null || memory.forgottenAt === null;
  const back = isLive ? leave : () => goTo('memories', 'bin');
  return (
    <Page
      key="look"
      title={MEMORIES.text}
      problem={problem}
      onEscape={back}
      back={<a href={linkTo('memories', isLive ? undefined : 'bin')}>{MEMORIES.back}</a>}
    >
      {memory === null ? null : (
        <>
          <LongText text={memory.content} />
          {memory.forgottenAt === null ? (
            <div className="actions">
              <Button onPress={() => setEditing(true)}>{MEMORIES.edit}</Button>
              <MoveTo memories={[memory]} compartments={(places?.compartments ?? []).map((place) => ({ id: place.id, name: plainText(place.name) }))} />
              <Button look="danger" onPress={() => void forget([id]).then((isDone) => isDone && leave())}>
                {MEMORIES.delete}
              </Button>
            </div>
          ) : (
            <BinActions ids={[id]} onDone={() => goTo('memories', 'bin')} />
          )}
          <FactRows rows={factsOf(memory)} />
          <Versions id={id} current={memory.version} isLive={memory.forgottenAt === null} />
        </>
      )}
    </Page>
  );
}

function factsOf({ author, createdAt, updatedAt, lastRead, tags, kind, compartment, expiresAt, metadata, id }: MemoryView) {
  return [
    [MEMORIES.addedBy, authorWords(author)],
    [MEMORIES.added, <When key="added" at={createdAt} />],
    [MEMORIES.changed, updatedAt === createdAt ? null : <When key="changed" at={updatedAt} />],
    [
      MEMORIES.lastRead,
      lastRead === null ? (
        MEMORIES.never
      ) : (
        <span key="read">
          {quotedName(lastRead.name)}, <When at={lastRead.at} />
        </span>
      ),
    ],
    [MEMORIES.tags, tags.length === 0 ? null : tags.map(plainText).join(', ')],
    [MEMORIES.kind, plainText(kind)],
    [MEMORIES.compartment, plainText(compartment.name)],
    [MEMORIES.expires, expiresAt === null ? null : <When key="expires" at={expiresAt} />],
    [MEMORIES.details, Object.keys(metadata).length === 0 ? null : <code key="details">{plainJson(metadata)}</code>],
    [MEMORIES.id, <code key="id">{id}</code>],
  ] as const;
}
