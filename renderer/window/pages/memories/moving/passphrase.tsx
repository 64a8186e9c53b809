import { FieldError, Input, Label, TextField } from 'react-aria-components';

type Props = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void; readonly problem?: string | null };

export function Passphrase({ label, value, onChange, problem = null }: Props) {
  return (
    <TextField className="field" type="password" value={value} onChange={onChange} isInvalid={problem !== null}>
      <Label>{label}</Label>
      <Input className="input" autoComplete="off" />
      <FieldError>{problem}</FieldError>
    </TextField>
  );
}
