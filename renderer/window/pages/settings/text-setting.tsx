import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { SettingView } from '../../../../src/shared/settings-view.ts';
import { Submit } from '../../parts/submit.tsx';
import { TextInput } from '../../parts/text-input.tsx';
import { SettingNote } from './setting-note.tsx';
import { type Danger, useKeep } from './use-settings.ts';
import { SETTINGS } from './words.ts';

type Props = { readonly setting: SettingView; readonly words: { readonly label: string; readonly hint: string; readonly danger: Danger | null } };

/** A line of text, kept when the person says so. Emptying it never asks. */
export function TextSetting({ setting, words }: Props) {
  const keep = useKeep();
  const { name, value, overriddenBy } = setting;
  const kept = value ?? '';
  const [text, setText] = useState(kept);
  const [seen, setSeen] = useState(kept);
  // It was changed elsewhere while nothing was typed here.
  if (seen !== kept) {
    setSeen(kept);
    if (text === seen) setText(kept);
  }
  const isNew = text.trim() !== kept;
  return (
    <Form
      className="setting"
      onSubmit={(event) => {
        event.preventDefault();
        if (isNew) void keep({ [name]: text.trim() }, text.trim() === '' ? null : words.danger);
      }}
    >
      <div className="line">
        <TextInput label={words.label} hint={words.hint} value={text} onChange={setText} isReadOnly={overriddenBy !== null} />
        {overriddenBy === null ? <Submit isDisabled={!isNew}>{SETTINGS.save}</Submit> : null}
      </div>
      <SettingNote setting={setting} />
    </Form>
  );
}
