import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Copy } from '../../parts/copy.tsx';
import { Submit } from '../../parts/submit.tsx';
import { TextInput } from '../../parts/text-input.tsx';
import { Toggle } from '../../parts/toggle.tsx';
import { CONNECT } from './words.ts';

type Added = { readonly id: string; readonly secret: string | null };

/** For a program that cannot register itself. It asks like any other when it logs in. */
export function EnterByHand() {
  const { ask } = useBroker();
  const act = useAct();
  const [name, setName] = useState('');
  const [redirect, setRedirect] = useState('');
  const [isConfidential, setConfidential] = useState(false);
  const [added, setAdded] = useState<Added | null>(null);
  const isReady = name.trim() !== '' && redirect.trim() !== '';
  const add = () =>
    act(async () => {
      const redirectUris = redirect.trim().split(/\s+/);
      setAdded(await ask<Added>('clients.add', { name, redirectUris, confidential: isConfidential }));
      // A double click would enter it twice, and show the secret of the second alone.
      setName('');
      setRedirect('');
    });

  return (
    <details>
      <summary>{CONNECT.enter}</summary>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void add();
        }}
      >
        <p className="soft">{CONNECT.enterText}</p>
        <TextInput label={CONNECT.enterName} value={name} onChange={setName} longest={60} />
        <TextInput label={CONNECT.enterRedirect} hint={CONNECT.enterRedirectHint} value={redirect} onChange={setRedirect} />
        <Toggle label={CONNECT.enterSecret} isOn={isConfidential} onChange={setConfidential} />
        <div className="actions">
          <Submit isDisabled={!isReady}>{CONNECT.enterAction}</Submit>
        </div>
      </Form>
      <div role="status">{added === null ? null : <Entered added={added} />}</div>
    </details>
  );
}

function Entered({ added: { id, secret } }: { readonly added: Added }) {
  const lines = [[CONNECT.enteredId, id] as const, ...(secret === null ? [] : [[CONNECT.enteredSecret, secret] as const])];
  return lines.map(([term, text]) => (
    <div key={term} className="snippet">
      <p>{term}</p>
      <pre className="text-block">{text}</pre>
      <Copy of={term} text={text} />
    </div>
  ));
}
