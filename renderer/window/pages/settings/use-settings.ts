import { useCallback } from 'react';
import type { EditableSetting, SettingChanges, SettingsView, SettingView } from '../../../../src/shared/settings-view.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useLive } from '../../api/use-live.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { SETTINGS } from './words.ts';

export type Danger = { readonly title: string; readonly text: string; readonly action: string };

/** @returns one setting; null until they are known */
export function useSettings(): { readonly find: (name: EditableSetting) => SettingView | null; readonly problem: string | null } {
  const { value, problem } = useLive<SettingsView>('settings.get');
  const find = useCallback((name: EditableSetting) => value?.settings.find((each) => each.name === name) ?? null, [value]);
  return { find, problem };
}

/** @returns keeps changes, after asking where it is dangerous; resolves with whether they are kept */
export function useKeep(): (changes: SettingChanges, danger: Danger | null) => Promise<boolean> {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  return async (values, danger) => (danger === null || (await confirm(danger))) && act(() => ask('settings.set', { values }), SETTINGS.saved);
}
