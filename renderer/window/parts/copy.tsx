import { Button } from './button.tsx';
import { useNotice } from './notice.tsx';

const WORDS = { copy: 'Copy', copied: 'Copied.', failed: 'It could not be copied. Select the text and copy it yourself.' } as const;

/** @param of what is copied, for whoever does not see it beside the button */
export function Copy({ text, of, label = WORDS.copy }: { readonly text: string; readonly of: string; readonly label?: string }) {
  const { say, warn } = useNotice();
  return (
    <Button
      label={`${label}: ${of}`}
      onPress={() =>
        void navigator.clipboard.writeText(text).then(
          () => say(WORDS.copied),
          () => warn(WORDS.failed),
        )
      }
    >
      {label}
    </Button>
  );
}
