import type { SettingView } from '../../../../src/shared/settings-view.ts';
import { SETTINGS } from './words.ts';

/** What the person should know of a setting beside its value. */
export function SettingNote({ setting: { overriddenBy, pending } }: { readonly setting: SettingView }) {
  if (overriddenBy !== null) return <p className="soft small">{SETTINGS.overridden(overriddenBy)}</p>;
  return pending ? <p className="soft small">{SETTINGS.pending}</p> : null;
}
