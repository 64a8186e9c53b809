import { useEffect, useState } from 'react';
import type { Format, SourceFile } from '../../../../../src/moving/reading.ts';
import { plainText } from '../../../../../src/shared/plain-text.ts';
import type { CompartmentView } from '../../../../../src/shared/views.ts';
import { useAct } from '../../../api/use-act.ts';
import { useBroker } from '../../../api/use-broker.ts';
import { Button } from '../../../parts/button.tsx';
import { Choice } from '../../../parts/choice.tsx';
import { FactRows } from '../../../parts/fact-rows.tsx';
import { useNotice } from '../../../parts/notice.tsx';
import { Toggle } from '../../../parts/toggle.tsx';
import { MOVING } from '../words.ts';
import { type Preview, previewImport, runImport } from './import-files.ts';
import { problemLine } from './problem-line.ts';
import { Progress } from './progress.tsx';

type Props = {
  readonly name: string;
  readonly format: Format;
  readonly files: readonly SourceFile[];
  readonly compartments: readonly CompartmentView[];
  readonly onLeave: () => void;
};

/** Files of another program: what would come in, and then, when the person says so, that it does. */
export function ForeignImport({ name, format, files, compartments, onLeave }: Props) {
  const { ask, refresh } = useBroker();
  const act = useAct();
  const { say, warn } = useNotice();
  const [wanted, setWanted] = useState('');
  const [everything, setEverything] = useState(false);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [progress, setProgress] = useState<string | null>(null);
  const compartment = compartments.find(({ id }) => id === wanted) ?? compartments[0];
  const place = compartment?.id;
  const isChat = format.name === 'chatgpt' || format.name === 'claude';

  useEffect(() => {
    if (place === undefined) return;
    let isWanted = true;
    const tell = (text: string) => isWanted && setProgress(text);
    setPreview(null);
    previewImport(
      ask,
      { format, files, compartment: place, everything },
      (count) => tell(MOVING.reading(count)),
      (done, all) => tell(MOVING.looking(done, all)),
    )
      .then(
        (found) => isWanted && setPreview(found),
        (problem: unknown) => isWanted && warn(problemLine(problem)),
      )
      .finally(() => isWanted && setProgress(null));
    return () => {
      isWanted = false;
    };
  }, [ask, warn, format, files, place, everything]);

  async function run({ items }: Preview, into: string): Promise<void> {
    setProgress(MOVING.importing(0, items));
    const undoing = (action: string) => () => void act(() => ask('actions.undo', { id: action }), MOVING.importUndone);
    const sent = { count: 0, action: '' };
    try {
      const came = await runImport(ask, { format, files, compartment: into, everything }, items, (count, all, action) => {
        Object.assign(sent, { count, action });
        setProgress(MOVING.importing(count, all));
      });
      say(MOVING.imported(came.stored + came.restored, came.refused, came.because), came.action === null ? undefined : undoing(came.action));
      refresh();
      onLeave();
    } catch (problem) {
      const line = problemLine(problem);
      if (sent.count === 0) warn(line);
      else say(`${line} ${MOVING.partly(sent.count)}`, undoing(sent.action));
      refresh();
    }
    setProgress(null);
  }

  const count = preview === null ? 0 : preview.stored + preview.restored;
  const kept = preview?.kept ?? 0;
  const held = preview === null ? 0 : waitingOf(preview);
  return (
    <>
      <p>{name}</p>
      {compartments.length < 2 || place === undefined ? null : (
        <Choice label={MOVING.into} value={place} choices={compartments.map((each) => ({ value: each.id, text: plainText(each.name) }))} onChange={setWanted} />
      )}
      {isChat ? <Toggle label={MOVING.own} isOn={everything} onChange={setEverything} isDisabled={progress !== null} /> : null}
      {preview === null ? null : (
        <>
          <h3>{MOVING.preview}</h3>
          <FactRows rows={rowsOf(preview, format)} />
          <ul>
            {preview.problems.map(({ place: where, what }) => (
              <li key={`${where} ${what}`} className="soft">
                {plainText(`${where} ${what}.`)}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="actions">
        {preview === null || place === undefined ? null : (
          <Button look="main" isDisabled={progress !== null || count + held + kept === 0} onPress={() => void run(preview, place)}>
            {MOVING.run(count)}
          </Button>
        )}
        <Button onPress={onLeave}>{MOVING.other}</Button>
        <Progress text={progress} />
      </div>
    </>
  );
}

function waitingOf({ held: { secret, instruction } }: Preview): number {
  return secret + instruction;
}

function rowsOf(preview: Preview, { program }: Format) {
  const { stored, restored, existing, kept, refused, because, cut, problemCount, otherFiles } = preview;
  const some = (number: number) => (number === 0 ? null : number.toLocaleString('en'));
  return [
    [MOVING.from, program],
    [MOVING.fresh, stored.toLocaleString('en')],
    [MOVING.back, some(restored)],
    [MOVING.existing, some(existing)],
    [MOVING.kept, some(kept)],
    [MOVING.held, some(waitingOf(preview))],
    [MOVING.refused, refused === 0 ? null : `${refused.toLocaleString('en')}. ${because ?? ''}`],
    [MOVING.cut, some(cut)],
    [MOVING.unreadable, some(problemCount)],
    [MOVING.otherFiles, some(otherFiles)],
  ] as const;
}
