import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

type Props = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** `main` is what the page is for; `danger` takes something away for good. */
  readonly look?: 'plain' | 'main' | 'danger' | 'quiet';
  readonly isDisabled?: boolean;
  /** Where the text alone does not say what it is about: starts with the text. */
  readonly label?: string;
  readonly autoFocus?: boolean;
};

export function Button({ children, onPress, look = 'plain', isDisabled = false, label, autoFocus = false }: Props) {
  return (
    <AriaButton
      className={`button ${look}`}
      onPress={onPress}
      isDisabled={isDisabled}
      autoFocus={autoFocus}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </AriaButton>
  );
}
