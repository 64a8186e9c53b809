import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import { TextInput } from './text-input.tsx';

export type Question = {
  /** The question itself: "Disconnect “Claude Code”?" */
  readonly title: string;
  /** What happens then. */
  readonly text: string;
  /** The verb of the button. */
  readonly action: string;
  /** A word to type first, for what takes everything away. */
  readonly word?: string;
};

type Ask = (question: Question) => Promise<boolean>;
type Open = { readonly question: Question; readonly answer: (yes: boolean) => void };

const WORDS = { cancel: 'Cancel', type: (word: string) => `Type “${word}” to go on` } as const;

const ConfirmContext = createContext<Ask | null>(null);

/** @returns a function that asks the person and resolves with whether they said yes */
export function useConfirm(): Ask {
  const ask = use(ConfirmContext);
  if (ask === null) throw new Error('There is nothing around this part that could ask.');
  return ask;
}

export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null);
  const ask = useCallback<Ask>((question) => new Promise((resolve) => setOpen({ question, answer: resolve })), []);
  const settle = (yes: boolean) => {
    open?.answer(yes);
    setOpen(null);
  };
  return (
    <ConfirmContext value={ask}>
      {children}
      <ModalOverlay className="veil" isOpen={open !== null} onOpenChange={() => settle(false)}>
        <Modal className="modal">{open === null ? null : <Box question={open.question} settle={settle} />}</Modal>
      </ModalOverlay>
    </ConfirmContext>
  );
}

function Box({ question: { title, text, action, word }, settle }: { readonly question: Question; readonly settle: (yes: boolean) => void }) {
  const [typed, setTyped] = useState('');
  const isReady = word === undefined || typed.trim().toLowerCase() === word.toLowerCase();
  return (
    <Dialog role="alertdialog" className="dialog" aria-describedby="confirm-text">
      <Heading slot="title" level={2}>
        {title}
      </Heading>
      <p id="confirm-text">{text}</p>
      {word === undefined ? null : <TextInput label={WORDS.type(word)} value={typed} onChange={setTyped} />}
      <div className="answers">
        {/* The focus lands where nothing happens. */}
        <Button autoFocus onPress={() => settle(false)}>
          {WORDS.cancel}
        </Button>
        <Button look="danger" isDisabled={!isReady} onPress={() => settle(true)}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
