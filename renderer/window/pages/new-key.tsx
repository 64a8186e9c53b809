import { useState } from 'react';
import { plainText } from '../../../src/shared/plain-text.ts';
import { SCOPES, type Scope } from '../../../src/shared/scopes.ts';
import type { CompartmentView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { useLive } from '../api/use-live.ts';
import { Button } from '../parts/button.tsx';
import { Choice } from '../parts/choice.tsx';
import { Copy } from '../parts/copy.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { NEW_KEY } from './sessions-words.ts';

type Made = { readonly name: string; readonly token: string };

/** What the command may not do beside the desktop app: only a person in front of it makes a key. */
export function NewKey({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (made: Made) => void }) {
  const { ask } = useBroker();
  const act = useAct();
  const { value: known } = useLive<{ readonly compartments: readonly CompartmentView[] }>('compartments.list');
  const [name, setName] = useState('');
  const [most, setMost] = useState<Scope>('memory:read');
  const [time, setTime] = useState<(typeof NEW_KEY.times)[number]['value']>('90d');
  const [place, setPlace] = useState('');
  const places = known?.compartments ?? [];
  const compartment = place === '' ? places[0]?.id : place;
  const upTo = SCOPES.findIndex(({ scope }) => scope === most);
  // What is never ticked beforehand needs a second gesture here too.
  const action = SCOPES[upTo]?.secondGesture === null ? NEW_KEY.action : NEW_KEY.actionAll;

  const create = () =>
    act(async () => {
      const scopes = SCOPES.slice(0, upTo + 1).map(({ scope }) => scope);
      onMade(await ask<Made>('tokens.create', { name, scopes, for: time, ...(compartment === undefined ? {} : { compartment }) }));
    });

  return (
    <FormDialog title={NEW_KEY.title} isOpen onClose={onClose} action={action} isReady={name.trim() !== ''} onSubmit={() => void create()}>
      <TextInput label={NEW_KEY.name} hint={NEW_KEY.nameHint} value={name} onChange={setName} longest={60} />
      <Choice label={NEW_KEY.may} value={most} choices={SCOPES.map(({ scope, sentence }) => ({ value: scope, text: sentence }))} onChange={setMost} />
      <Choice label={NEW_KEY.until} value={time} choices={NEW_KEY.times} onChange={setTime} />
      {places.length < 2 ? null : (
        <Choice
          label={NEW_KEY.memories}
          value={compartment ?? ''}
          choices={places.map((each) => ({ value: each.id, text: plainText(each.name) }))}
          onChange={setPlace}
        />
      )}
    </FormDialog>
  );
}

/** The one time that a key is shown. */
export function MadeKey({ made: { name, token }, onDone }: { readonly made: Made; readonly onDone: () => void }) {
  return (
    <div className="card" role="status">
      <p>{NEW_KEY.made(plainText(name))}</p>
      <div className="line">
        <pre className="text-block">{token}</pre>
        <Copy of={NEW_KEY.key} text={token} />
        <Button onPress={onDone}>{NEW_KEY.done}</Button>
      </div>
    </div>
  );
}
