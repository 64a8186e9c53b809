import type { StatusView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Button } from '../../parts/button.tsx';
import { Choice } from '../../parts/choice.tsx';
import { useConfirm } from '../../parts/confirm.tsx';
import { Fact, Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { SettingNote } from './setting-note.tsx';
import { useKeep, type useSettings } from './use-settings.ts';
import { SETTINGS } from './words.ts';

const ALGORITHMS = [
  { value: 'ES256', text: 'ES256' },
  { value: 'RS256', text: 'RS256, for programs that know nothing else' },
] as const;

/** Where the keys are, what they sign with, and a new one. */
export function Keys({ vault, find }: { readonly vault: StatusView['vault'] } & Pick<ReturnType<typeof useSettings>, 'find'>) {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  const keep = useKeep();
  const algorithm = find('signingAlgorithm');
  const rotate = async () => {
    const yes = await confirm({ title: SETTINGS.rotateTitle, text: SETTINGS.rotateText, action: SETTINGS.rotate });
    if (yes) await act(() => ask('keys.rotate'), SETTINGS.rotated);
  };
  return (
    <Section title={SETTINGS.keys}>
      <Facts>
        <Fact term={SETTINGS.vault}>{SETTINGS.vaults[vault]}</Fact>
      </Facts>
      {algorithm === null ? null : (
        <div className="setting">
          <Choice
            label={SETTINGS.algorithm}
            value={algorithm.value?.toUpperCase() === 'RS256' ? 'RS256' : 'ES256'}
            choices={ALGORITHMS}
            isDisabled={algorithm.overriddenBy !== null}
            onChange={(value) => void keep({ signingAlgorithm: value === 'ES256' ? null : value }, null)}
          />
          <SettingNote setting={algorithm} />
        </div>
      )}
      <div className="actions">
        <Button onPress={() => void rotate()}>{SETTINGS.rotate}</Button>
      </div>
    </Section>
  );
}
