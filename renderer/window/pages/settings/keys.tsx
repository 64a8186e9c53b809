import type { StatusView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Button } from '../../parts/button.tsx';
import { useConfirm } from '../../parts/confirm.tsx';
import { Fact, Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { ChoiceSetting } from './choice-setting.tsx';
import type { useSettings } from './use-settings.ts';
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
      {algorithm === null ? null : <ChoiceSetting setting={algorithm} words={{ label: SETTINGS.algorithm }} choices={ALGORITHMS} />}
      <div className="actions">
        <Button onPress={() => void rotate()}>{SETTINGS.rotate}</Button>
      </div>
    </Section>
  );
}
