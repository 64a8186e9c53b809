/**
 * What the window can ask while no broker runs: the settings alone, because what keeps it from starting, such as a port that
 * another program has, is put right there.
 */
import type { Admin } from '../../admin/method.ts';
import { type SettingsDeps, settingsMethods } from '../../admin/settings-methods.ts';

/** @param onChanged the reason may be gone */
export function settingsAlone(settings: SettingsDeps['settings'], onChanged: () => void): Admin {
  // Nothing can be written down: the log is the broker's.
  const methods = settingsMethods({ settings, activity: { record: () => undefined } });
  return {
    ...methods,
    async 'settings.set'(...words) {
      const answer = await methods['settings.set']?.(...words);
      onChanged();
      return answer;
    },
  };
}
