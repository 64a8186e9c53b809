import { useEffect, useState } from 'react';
import type { SourceFile } from '../../../../../src/moving/reading.ts';
import { useBroker } from '../../../api/use-broker.ts';
import { Button } from '../../../parts/button.tsx';
import { useNotice } from '../../../parts/notice.tsx';
import { MOVING } from '../words.ts';
import { Passphrase } from './passphrase.tsx';
import { problemLine } from './problem-line.ts';
import { Progress } from './progress.tsx';
import { checkFile, opened, restoreFile } from './restore-file.ts';
import { sealApart } from './seal-apart.ts';

type Props = { readonly name: string; readonly file: SourceFile; readonly isSealed: boolean; readonly onLeave: () => void };

/** An export of Gatehouse: opened if it is sealed, checked to its end, and restored when the person says so. */
export function OwnImport({ name, file, isSealed, onLeave }: Props) {
  const { ask, refresh } = useBroker();
  const { say, warn } = useNotice();
  const [passphrase, setPassphrase] = useState('');
  const [ready, setReady] = useState<{ readonly file: SourceFile; readonly memories: number } | null>(null);
  const [progress, setProgress] = useState<string | null>(null);

  async function attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (problem) {
      warn(problemLine(problem));
    }
    setProgress(null);
  }

  function check(open: () => Promise<SourceFile>): Promise<void> {
    setProgress(MOVING.opening);
    return attempt(async () => {
      const plain = await open();
      setReady({ file: plain, memories: await checkFile(ask, plain, (count) => setProgress(MOVING.reading(count))) });
    });
  }

  function restore(plain: SourceFile, all: number): Promise<void> {
    setProgress(MOVING.importing(0, all));
    return attempt(async () => {
      const { memories, binned } = await restoreFile(ask, plain, (count) => setProgress(MOVING.importing(count, all)));
      say([memories === 0 ? MOVING.nothing : MOVING.restored(memories), binned === 0 ? '' : MOVING.binned(binned)].join(' ').trim());
      refresh();
      onLeave();
    });
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the file was chosen
  useEffect(() => {
    if (!isSealed) void check(async () => file);
  }, []);

  return (
    <>
      <p>{isSealed && ready === null ? MOVING.sealedFile(name) : name}</p>
      {ready === null ? null : <p>{MOVING.whole}</p>}
      {isSealed && ready === null ? (
        <div className="pair">
          <Passphrase label={MOVING.passphrase} value={passphrase} onChange={setPassphrase} />
        </div>
      ) : null}
      <div className="actions">
        {ready === null ? null : (
          <Button look="main" isDisabled={progress !== null} onPress={() => void restore(ready.file, ready.memories)}>
            {MOVING.restore(ready.memories)}
          </Button>
        )}
        {isSealed && ready === null ? (
          <Button
            look="main"
            isDisabled={passphrase === '' || progress !== null}
            onPress={() => void check(() => opened(file, (content) => sealApart({ kind: 'open', content, passphrase, name: file.path })))}
          >
            {MOVING.unseal}
          </Button>
        ) : null}
        <Button isDisabled={progress !== null} onPress={onLeave}>
          {MOVING.other}
        </Button>
        <Progress text={progress} />
      </div>
    </>
  );
}
