import type { ReactNode } from 'react';
import { Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import { Submit } from './submit.tsx';

const WORDS = { cancel: 'Cancel' } as const;

type Props = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The verb of the button. */
  readonly action: string;
  /** Enter or the button. */
  readonly onSubmit: () => void;
  readonly isReady?: boolean;
  readonly children: ReactNode;
};

/** A few fields over the page. Esc and Cancel leave everything as it was. */
export function FormDialog({ title, isOpen, onClose, action, onSubmit, isReady = true, children }: Props) {
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={onClose}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <Form
            className="form"
            onSubmit={(event) => {
              event.preventDefault();
              if (isReady) onSubmit();
            }}
          >
            {children}
            <div className="answers">
              <Button onPress={onClose}>{WORDS.cancel}</Button>
              <Submit isDisabled={!isReady}>{action}</Submit>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
