import { useCallback, useState } from 'react';
import type { EditableSetting, SettingChanges, SettingsView, SettingView } from '../../../../src/shared/settings-view.ts';
import { lineOf } from '../../api/broker.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useLive } from '../../api/use-live.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { useNotice } from '../../parts/notice.tsx';
import { SETTINGS } from './words.ts';

export type Danger = { readonly title: string; readonly text: string; readonly action: string };

/** @returns one setting; null until they are known, and where it is not offered */
export function useSettings(): { readonly find: (name: EditableSetting) => SettingView | null; readonly problem: string | null } {
  const { value, problem } = useLive<SettingsView>('settings.get');
  const find = useCallback((name: EditableSetting) => value?.settings.find((each) => each.name === name) ?? null, [value]);
  return { find, problem };
}

export type Keep = {
  /** Keeps changes, after asking where it is dangerous. @returns whether they are kept */
  keep(changes: SettingChanges, danger: Danger | null): Promise<boolean>;
  /** Why they were not, for the place where they were made. */
  readonly problem: string | null;
  /** Something else is being written there. */
  forget(): void;
};

export function useKeep(): Keep {
  const { ask, refresh } = useBroker();
  const { say } = useNotice();
  const confirm = useConfirm();
  const [problem, setProblem] = useState<string | null>(null);
  return {
    async keep(values, danger) {
      if (danger !== null && !(await confirm(danger))) return false;
      try {
        await ask('settings.set', { values });
      } catch (refusal) {
        setProblem(lineOf(refusal));
        return false;
      }
      setProblem(null);
      say(SETTINGS.saved);
      refresh();
      return true;
    },
    problem,
    forget: () => setProblem(null),
  };
}
