import { NEXT_START, type SettingView } from '../../../../src/shared/settings-view.ts';
import { SETTINGS } from './words.ts';

type Props = {
  readonly setting: SettingView;
  /** Why the last change was refused, where the field cannot say so itself. */
  readonly problem?: string | null;
};

/** What the person should know of a setting beside its value. */
export function SettingNote({ setting, problem = null }: Props) {
  const line = lineOf(setting);
  return (
    <>
      {line === null ? null : <p className="soft small">{line}</p>}
      {problem === null ? null : (
        <p className="refused small" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

function lineOf({ name, overriddenBy, pending }: SettingView): string | null {
  if (overriddenBy !== null) return SETTINGS.overridden(overriddenBy);
  if (pending) return SETTINGS.pending;
  return NEXT_START.has(name) ? SETTINGS.nextStart : null;
}
