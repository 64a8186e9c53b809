import { plainText } from '../../../src/shared/plain-text.ts';
import { Spoken } from './spoken.tsx';

const WORDS = { warning: 'Warning: ' } as const;

/** Text with a sign, never colour alone. */
export function Warnings({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="warnings">
      {lines.map((line) => (
        <li key={line} className="warning">
          <span className="sign" aria-hidden="true">
            !
          </span>
          <span>
            <Spoken>{WORDS.warning}</Spoken>
            {plainText(line)}
          </span>
        </li>
      ))}
    </ul>
  );
}
