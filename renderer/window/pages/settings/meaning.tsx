import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Section } from '../../parts/section.tsx';
import { Submit } from '../../parts/submit.tsx';
import { TextInput } from '../../parts/text-input.tsx';
import { SettingNote } from './setting-note.tsx';
import { useKeep, type useSettings } from './use-settings.ts';
import { MEANING, SETTINGS } from './words.ts';

/** The endpoint for embeddings: address and model belong together, so they are kept together. */
export function Meaning({ find }: Pick<ReturnType<typeof useSettings>, 'find'>) {
  const [url, model, key] = [find('embeddingsUrl'), find('embeddingsModel'), find('embeddingsKey')];
  const { keep, problem } = useKeep();
  const [typed, setTyped] = useState<{ readonly url?: string; readonly model?: string; readonly key?: string }>({});
  if (url === null || model === null || key === null) return null;
  const address = typed.url ?? url.value ?? '';
  const name = typed.model ?? model.value ?? '';
  const isFixed = [url, model].some(({ overriddenBy }) => overriddenBy !== null);
  const save = async () => {
    const secret = typed.key === undefined || typed.key === '' ? {} : { embeddingsKey: typed.key };
    // Without an address its key is of no use to anybody.
    const changes =
      address.trim() === ''
        ? { embeddingsUrl: null, embeddingsModel: null, embeddingsKey: null }
        : { embeddingsUrl: address, embeddingsModel: name, ...secret };
    if (await keep(changes, null)) setTyped({});
  };
  return (
    <Section title={SETTINGS.meaning}>
      <p className="soft">{MEANING.text}</p>
      <Form
        className="form setting"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput label={MEANING.embeddingsUrl} value={address} onChange={(text) => setTyped({ ...typed, url: text })} isReadOnly={isFixed} />
        <TextInput label={MEANING.embeddingsModel} value={name} onChange={(text) => setTyped({ ...typed, model: text })} isReadOnly={isFixed} />
        {isFixed ? null : (
          <>
            <TextInput
              label={MEANING.embeddingsKey}
              value={typed.key ?? ''}
              onChange={(text) => setTyped({ ...typed, key: text })}
              {...(key.isKept ? { hint: MEANING.kept } : {})}
            />
            <div className="actions">
              <Submit isDisabled={Object.keys(typed).length === 0}>{SETTINGS.save}</Submit>
            </div>
          </>
        )}
        <SettingNote setting={url} problem={problem} />
      </Form>
    </Section>
  );
}
