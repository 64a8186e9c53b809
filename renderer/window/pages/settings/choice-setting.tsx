import type { SettingView } from '../../../../src/shared/settings-view.ts';
import { Choice } from '../../parts/choice.tsx';
import { SettingNote } from './setting-note.tsx';
import { useKeep } from './use-settings.ts';

type Props<Value extends string> = {
  readonly setting: SettingView;
  readonly words: { readonly label: string; readonly hint?: string };
  /** The first holds without a word from the person. */
  readonly choices: readonly [Line<Value>, ...Line<Value>[]];
};

type Line<Value> = { readonly value: Value; readonly text: string };

/** One of a few, kept as soon as it is chosen. */
export function ChoiceSetting<Value extends string>({ setting, words, choices }: Props<Value>) {
  const { keep, problem } = useKeep();
  const { name, value, overriddenBy } = setting;
  const [usual] = choices;
  const chosen = choices.find((each) => each.value.toLowerCase() === value?.toLowerCase()) ?? usual;
  return (
    <div className="setting">
      <Choice
        label={words.label}
        value={chosen.value}
        choices={choices}
        isDisabled={overriddenBy !== null}
        onChange={(next) => void keep({ [name]: next === usual.value ? null : next }, null)}
      />
      {words.hint === undefined ? null : <p className="soft small">{words.hint}</p>}
      <SettingNote setting={setting} problem={problem} />
    </div>
  );
}
