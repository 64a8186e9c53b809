import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { detect } from '../../../../../src/moving/detect.ts';
import type { Format, SourceFile } from '../../../../../src/moving/reading.ts';
import { plainText } from '../../../../../src/shared/plain-text.ts';
import type { CompartmentView } from '../../../../../src/shared/views.ts';
import { Button } from '../../../parts/button.tsx';
import { useNotice } from '../../../parts/notice.tsx';
import { MOVING } from '../words.ts';
import { ForeignImport } from './foreign-import.tsx';
import { OwnImport } from './own-import.tsx';
import { problemLine } from './problem-line.ts';
import { sourceFile } from './source-file.ts';

/** What was chosen, and what it turned out to be. */
type Chosen = { readonly name: string } & (
  | { readonly own: 'sealed' | 'export'; readonly file: SourceFile }
  | { readonly format: Format; readonly files: readonly SourceFile[] }
);

export function ImportPart({ compartments }: { readonly compartments: readonly CompartmentView[] }) {
  const { warn } = useNotice();
  const [chosen, setChosen] = useState<Chosen | null>(null);

  async function choose(list: FileList | null): Promise<void> {
    const files = [...(list ?? [])].map(sourceFile);
    const [first] = files;
    if (first === undefined) return;
    const name = files.length === 1 ? plainText(first.path) : `${files.length} files`;
    try {
      const detected = await detect(files);
      setChosen('own' in detected ? { name, own: detected.own, file: first } : { name, format: detected.format, files });
    } catch (problem) {
      warn(problemLine(problem));
    }
  }

  const leave = () => setChosen(null);
  return (
    <section className="section">
      <h2>{MOVING.import}</h2>
      {chosen === null ? (
        <>
          <p className="soft">{MOVING.importHint}</p>
          <div className="actions">
            <FileTrigger allowsMultiple onSelect={(list) => void choose(list)}>
              <Button onPress={() => undefined}>{MOVING.chooseFile}</Button>
            </FileTrigger>
            <FileTrigger acceptDirectory onSelect={(list) => void choose(list)}>
              <Button onPress={() => undefined}>{MOVING.chooseFolder}</Button>
            </FileTrigger>
          </div>
        </>
      ) : 'own' in chosen ? (
        <OwnImport name={chosen.name} file={chosen.file} isSealed={chosen.own === 'sealed'} onLeave={leave} />
      ) : (
        <ForeignImport name={chosen.name} format={chosen.format} files={chosen.files} compartments={compartments} onLeave={leave} />
      )}
    </section>
  );
}
