import { dialog } from 'electron';
import { withParent } from './with-parent.ts';

const CANCEL = 0;
const YES = 1;

/** A question before something that cannot be taken back. Cancel is what Enter and Escape mean. */
export async function confirm({ message, detail, yes }: { readonly message: string; readonly detail: string; readonly yes: string }): Promise<boolean> {
  const { response } = await withParent((parent) =>
    dialog.showMessageBox(parent, {
      type: 'question',
      message,
      detail,
      buttons: ['Cancel', yes],
      defaultId: CANCEL,
      cancelId: CANCEL,
      noLink: true,
    }),
  );
  return response === YES;
}
