import { useState } from 'react';
import { Button } from './button.tsx';
import { visibleText } from './visible-text.ts';

const WORDS = { all: (length: number) => `Show all ${length.toLocaleString('en')} characters` } as const;

/** Somebody's text as it is, with its lines; a long one is cut until it is wanted. @param longest characters */
export function LongText({ text, longest = 2_000 }: { readonly text: string; readonly longest?: number }) {
  const [isWhole, setWhole] = useState(false);
  const isCut = !isWhole && text.length > longest * 1.2;
  return (
    <div className="long-text">
      <p>{isCut ? `${visibleText(text.slice(0, longest).toWellFormed())}…` : visibleText(text)}</p>
      {isCut ? <Button onPress={() => setWhole(true)}>{WORDS.all(text.length)}</Button> : null}
    </div>
  );
}
