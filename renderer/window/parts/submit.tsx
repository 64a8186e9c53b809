import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

/** What sends a form, also on Enter in one of its fields. */
export function Submit({ children, isDisabled = false }: { readonly children: ReactNode; readonly isDisabled?: boolean }) {
  return (
    <Button type="submit" className="button main" isDisabled={isDisabled}>
      {children}
    </Button>
  );
}
