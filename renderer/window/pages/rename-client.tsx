import { useState } from 'react';
import { quotedName } from '../../../src/shared/plain-text.ts';
import type { ClientView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { CLIENT } from './client-words.ts';

const LONGEST = 60;

type Props = { readonly client: ClientView; readonly onClose: () => void };

export function RenameClient({ client: { id, name, label }, onClose }: Props) {
  const { ask } = useBroker();
  const act = useAct();
  const [text, setText] = useState(label ?? '');
  async function save(): Promise<void> {
    const done = await act(() => ask('clients.rename', { id, label: text.trim() === '' ? null : text.trim() }), CLIENT.renamed);
    if (done) onClose();
  }
  return (
    <FormDialog title={CLIENT.renameTitle(quotedName(name))} isOpen onClose={onClose} action={CLIENT.save} onSubmit={() => void save()}>
      <TextInput label={CLIENT.renameLabel} hint={CLIENT.renameHint} value={text} onChange={setText} longest={LONGEST} />
    </FormDialog>
  );
}
