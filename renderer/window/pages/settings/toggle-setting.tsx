import type { SettingView } from '../../../../src/shared/settings-view.ts';
import { Toggle } from '../../parts/toggle.tsx';
import { SettingNote } from './setting-note.tsx';
import { type Danger, useKeep } from './use-settings.ts';

type Props = {
  readonly setting: SettingView;
  readonly words: { readonly label: string; readonly hint: string; readonly danger: Danger | null };
  /** Without a word from the person. */
  readonly isOnByDefault: boolean;
};

const ON = ['true', 'on'];

/** On or off. Turning on what is dangerous asks first; turning it off never does. */
export function ToggleSetting({ setting, words, isOnByDefault }: Props) {
  const { keep, problem } = useKeep();
  const { name, value, overriddenBy } = setting;
  const isOn = value === null ? isOnByDefault : ON.includes(value.toLowerCase());
  return (
    <div className="setting">
      <Toggle
        label={words.label}
        isOn={isOn}
        isDisabled={overriddenBy !== null}
        onChange={(on) => void keep({ [name]: on === isOnByDefault ? null : String(on) }, on ? words.danger : null)}
      />
      <p className="soft small">{words.hint}</p>
      <SettingNote setting={setting} problem={problem} />
    </div>
  );
}
