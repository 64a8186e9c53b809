import type { Pages } from '../api/use-pages.ts';
import { Button } from './button.tsx';

const WORDS = { again: 'Show the latest' } as const;

type Props = { readonly pages: Pick<Pages<unknown>, 'isOld' | 'again'>; readonly text: string };

/** Above a list that is too long to be read again by itself. */
export function IsOld({ pages: { isOld, again }, text }: Props) {
  if (!isOld) return null;
  return (
    <p className="actions">
      {text} <Button onPress={again}>{WORDS.again}</Button>
    </p>
  );
}
