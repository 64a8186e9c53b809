import { ToggleSetting } from './toggle-setting.tsx';
import { useSettings } from './use-settings.ts';
import { TOGGLES } from './words.ts';

/** Only where the app can. */
export function StartAtLogin() {
  const setting = useSettings().find('startAtLogin');
  return setting === null ? null : <ToggleSetting setting={setting} words={TOGGLES.startAtLogin} isOnByDefault={false} />;
}
