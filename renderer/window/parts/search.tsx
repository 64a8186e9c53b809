import { Button, Input, SearchField } from 'react-aria-components';

const WORDS = { clear: 'Clear the search' } as const;

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
