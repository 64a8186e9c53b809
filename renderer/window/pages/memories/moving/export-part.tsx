import { useState } from 'react';
import { SHORTEST_PASSPHRASE } from '../../../../../src/moving/seal.ts';
import { plainText } from '../../../../../src/shared/plain-text.ts';
import type { CompartmentView } from '../../../../../src/shared/views.ts';
import { useBroker } from '../../../api/use-broker.ts';
import { Button } from '../../../parts/button.tsx';
import { Choice } from '../../../parts/choice.tsx';
import { useNotice } from '../../../parts/notice.tsx';
import { saveFile } from '../../../parts/save-file.ts';
import { Toggle } from '../../../parts/toggle.tsx';
import { MOVING } from '../words.ts';
import { exportFile } from './export-file.ts';
import { Passphrase } from './passphrase.tsx';
import { problemLine } from './problem-line.ts';
import { Progress } from './progress.tsx';
import { sealApart } from './seal-apart.ts';

export function ExportPart({ compartments }: { readonly compartments: readonly CompartmentView[] }) {
  const { ask } = useBroker();
  const { say, warn } = useNotice();
  const [compartment, setCompartment] = useState('');
  const [isSealed, setSealed] = useState(false);
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [progress, setProgress] = useState<string | null>(null);
  const isShort = [...first].length < SHORTEST_PASSPHRASE;
  const isReady = progress === null && (!isSealed || (!isShort && first === second));

  async function write(): Promise<void> {
    setProgress('');
    const seal = (content: Blob) => {
      setProgress(MOVING.sealing);
      return sealApart({ kind: 'seal', content, passphrase: first });
    };
    try {
      const wanted = { compartment: compartment === '' ? null : compartment, seal: isSealed ? seal : null };
      const { content, memories } = await exportFile(ask, wanted, (done, all) => setProgress(MOVING.writing(done, all)));
      const name = `gatehouse-${new Date().toISOString().slice(0, 10)}.jsonl${isSealed ? '.age' : ''}`;
      saveFile(name, content);
      say(MOVING.written(memories, name));
      setFirst('');
      setSecond('');
    } catch (problem) {
      warn(problemLine(problem));
    }
    setProgress(null);
  }

  return (
    <section className="section">
      <h2>{MOVING.export}</h2>
      <p className="soft">{MOVING.exportHint}</p>
      {compartments.length < 2 ? null : (
        <Choice
          label={MOVING.what}
          value={compartment}
          choices={[{ value: '', text: MOVING.everything }, ...compartments.map(({ id, name }) => ({ value: id, text: plainText(name) }))]}
          onChange={setCompartment}
        />
      )}
      <Toggle label={MOVING.seal} isOn={isSealed} onChange={setSealed} />
      <p className="soft">{isSealed ? MOVING.sealed : MOVING.open}</p>
      {isSealed ? (
        <div className="pair">
          <Passphrase
            label={MOVING.passphrase}
            value={first}
            onChange={setFirst}
            problem={first !== '' && isShort ? MOVING.short(SHORTEST_PASSPHRASE) : null}
          />
          <Passphrase label={MOVING.again} value={second} onChange={setSecond} problem={second !== '' && first !== second ? MOVING.differ : null} />
        </div>
      ) : null}
      <div className="actions">
        <Button isDisabled={!isReady} onPress={() => void write()}>
          {MOVING.write}
        </Button>
        <Progress text={progress} />
      </div>
    </section>
  );
}
