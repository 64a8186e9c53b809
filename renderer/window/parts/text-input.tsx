import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A sentence under the field. */
  readonly hint?: string;
  /** Why it is not taken. */
  readonly problem?: string | null;
  readonly rows?: number;
  readonly isReadOnly?: boolean;
  readonly longest?: number;
};

/** A line of text with its label; with `rows` a box of lines. */
export function TextInput({ label, value, onChange, hint, problem = null, rows, isReadOnly = false, longest }: Props) {
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={problem !== null}
      isReadOnly={isReadOnly}
      {...(longest === undefined ? {} : { maxLength: longest })}
    >
      <Label>{label}</Label>
      {rows === undefined ? <Input className="input" autoComplete="off" spellCheck="false" /> : <TextArea className="input" rows={rows} />}
      {hint === undefined ? null : <Text slot="description">{hint}</Text>}
      <FieldError>{problem === null ? null : <span role="alert">{problem}</span>}</FieldError>
    </TextField>
  );
}
