import { useState } from 'react';
import { plainText } from '../../../../src/shared/plain-text.ts';
import type { CompartmentCountView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Button } from '../../parts/button.tsx';
import { useConfirm } from '../../parts/confirm.tsx';
import { TextInput } from '../../parts/text-input.tsx';
import { Toggle } from '../../parts/toggle.tsx';
import { COMPARTMENTS, MEMORIES } from './words.ts';

type Props = { readonly compartment: CompartmentCountView; readonly others: readonly CompartmentCountView[] };

/** One compartment, and what can be done with it. */
export function CompartmentLine({ compartment, others }: Props) {
  const [open, setOpen] = useState<'name' | 'windows' | null>(null);
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  const { id, alsoReads, memories, connections } = compartment;
  const name = plainText(compartment.name);

  async function remove(): Promise<void> {
    if (await confirm({ title: COMPARTMENTS.removeTitle(name), text: COMPARTMENTS.removeText, action: COMPARTMENTS.remove }))
      await act(() => ask('compartments.remove', { compartment: id }), COMPARTMENTS.removed);
  }

  return (
    <>
      <div className="grow">
        <h2>{name}</h2>
        <p>{COMPARTMENTS.line(memories, connections)}</p>
        {others.length === 0 ? null : <p className="soft">{COMPARTMENTS.reads(alsoReads.map(plainText))}</p>}
      </div>
      <div className="actions">
        <Button label={`${COMPARTMENTS.rename}: ${name}`} onPress={() => setOpen(open === 'name' ? null : 'name')}>
          {COMPARTMENTS.rename}
        </Button>
        {others.length === 0 ? null : (
          <Button label={`${COMPARTMENTS.windows}: ${name}`} onPress={() => setOpen(open === 'windows' ? null : 'windows')}>
            {COMPARTMENTS.windows}
          </Button>
        )}
        {others.length === 0 || memories > 0 || connections > 0 ? null : (
          <Button look="danger" label={`${COMPARTMENTS.remove}: ${name}`} onPress={() => void remove()}>
            {COMPARTMENTS.remove}
          </Button>
        )}
      </div>
      {open === 'name' ? <Rename id={id} name={compartment.name} onDone={() => setOpen(null)} /> : null}
      {open === 'windows' ? (
        <fieldset className="whole">
          <legend>{COMPARTMENTS.windowsOf(name)}</legend>
          {others.map((other) => (
            <Toggle
              key={other.id}
              label={plainText(other.name)}
              isOn={alsoReads.includes(other.name)}
              onChange={(isOn) => {
                const reads = others.filter((each) => (each.id === other.id ? isOn : alsoReads.includes(each.name))).map((each) => each.id);
                void act(() => ask('compartments.windows', { compartment: id, reads }));
              }}
            />
          ))}
        </fieldset>
      ) : null}
    </>
  );
}

function Rename({ id, name, onDone }: { readonly id: string; readonly name: string; readonly onDone: () => void }) {
  const { ask } = useBroker();
  const act = useAct();
  const [wanted, setWanted] = useState(name);
  const rename = async () => {
    if (await act(() => ask('compartments.rename', { compartment: id, name: wanted }), COMPARTMENTS.renamed)) onDone();
  };
  return (
    <form
      className="inline whole"
      onSubmit={(event) => {
        event.preventDefault();
        void rename();
      }}
    >
      <TextInput label={COMPARTMENTS.name} value={wanted} onChange={setWanted} longest={40} />
      <Button isDisabled={wanted.trim() === ''} onPress={() => void rename()}>
        {MEMORIES.save}
      </Button>
      <Button look="quiet" onPress={onDone}>
        {MEMORIES.cancel}
      </Button>
    </form>
  );
}
