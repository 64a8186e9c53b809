import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { SettingView } from '../../../../src/shared/settings-view.ts';
import { Submit } from '../../parts/submit.tsx';
import { TextInput } from '../../parts/text-input.tsx';
import { SettingNote } from './setting-note.tsx';
import { useKeep } from './use-settings.ts';
import { SETTINGS, type TextWords } from './words.ts';

type Props = { readonly setting: SettingView; readonly words: TextWords };

/** A line of text, kept when the person says so. */
export function TextSetting({ setting, words }: Props) {
  const { keep, problem, forget } = useKeep();
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
        if (isNew) void keep({ [name]: text.trim() }, words.danger(text.trim(), kept));
      }}
    >
      <div className="line">
        <TextInput
          label={words.label}
          hint={words.hint}
          value={text}
          problem={problem}
          onChange={(typed) => {
            setText(typed);
            forget();
          }}
          isReadOnly={overriddenBy !== null}
        />
        {overriddenBy === null ? <Submit isDisabled={!isNew}>{SETTINGS.save}</Submit> : null}
      </div>
      <SettingNote setting={setting} />
    </Form>
  );
}
