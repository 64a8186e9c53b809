import { type ReactNode, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { TextInput } from '../../parts/text-input.tsx';
import { FORM, MEMORIES } from './words.ts';

export type Said = { readonly content: string; readonly tags: readonly string[]; readonly kind: string };

type Props = { readonly said: Said; readonly children?: ReactNode; readonly onSave: (said: Said) => void; readonly onCancel: () => void };

/** As many lines as are seen at once. */
const LINES = 9;

export function MemoryForm({ said, children, onSave, onCancel }: Props) {
  const [content, setContent] = useState(said.content);
  const [tags, setTags] = useState(said.tags.join(', '));
  const [kind, setKind] = useState(said.kind);
  const named = tags
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return (
    <div className="form">
      <TextInput label={FORM.text} value={content} onChange={setContent} rows={LINES} />
      <TextInput label={FORM.tags} hint={FORM.tagsHint} value={tags} onChange={setTags} />
      <TextInput label={FORM.kind} hint={FORM.kindHint} value={kind} onChange={setKind} longest={32} />
      {children}
      <div className="answers">
        <Button look="main" isDisabled={content.trim() === ''} onPress={() => onSave({ content, tags: named, kind: kind.trim() || 'note' })}>
          {MEMORIES.save}
        </Button>
        <Button onPress={onCancel}>{MEMORIES.cancel}</Button>
      </div>
    </div>
  );
}
