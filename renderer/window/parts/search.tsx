import { Button, Input, SearchField } from 'react-aria-components';

const WORDS = { clear: 'Clear the search' } as const;

/** Characters that the broker looks for. */
const LONGEST = 500;

/** @returns what is looked for when this was typed; empty for nothing */
export function sought(typed: string): string {
  return typed.trim().slice(0, LONGEST);
}

type Props = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };

/** Where ⌘F leads. Esc empties it. */
export function Search({ label, value, onChange }: Props) {
  return (
    <SearchField className="search" aria-label={label} value={value} onChange={onChange}>
      <Input className="input" placeholder={label} />
      <Button className="clear" aria-label={WORDS.clear}>
        <span aria-hidden="true">×</span>
      </Button>
    </SearchField>
  );
}
