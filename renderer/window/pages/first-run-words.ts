/** Every sentence of the first run. */
import type { StatusView } from '../../../src/shared/views.ts';

export const FIRST_RUN = {
  step: (number: number, of: number) => `${number} of ${of}`,
  back: 'Back',
  next: 'Next',
  practise: 'Try a practice request',
  // panes
  keeps: 'Your memories stay here',
  keepsText: 'Gatehouse keeps your memories on this computer and asks you before any program may see them.',
  runs: { desktop: 'It runs in the tray', headless: 'It runs in the background' } satisfies Record<StatusView['host'], string>,
  tray: 'Closing this window does not end it.',
  address: 'It listens on',
  addressGood: 'This port is its own. Only programs on this computer can reach it.',
  vault: 'Its keys are in',
  proxied: (address: string) => `Your proxy serves it as ${address} as well.`,
  connect: 'Connect a program',
  connectText: 'Tell a program where your memories are. When it asks to use them, Gatehouse asks you.',
  mcp: 'the address of your memories',
  connectAction: 'Connect a program',
} as const;

export const VAULTS: Readonly<Record<StatusView['vault'], string>> = {
  keychain: 'the keychain of this computer.',
  file: 'a file in its own folder. Whoever can read your files can read them; a keychain would be safer.',
};

export const PRACTICE = {
  sign: 'Practice. Nothing here is real, and it grants nothing.',
  title: 'A program wants to use your memories',
  calls: 'Calls itself',
  name: 'Example program',
  seen: 'What we can see on this computer',
  facts: ['The answer goes to 127.0.0.1:51004', 'Listening there: /usr/bin/example, run by you'],
  may: 'It may',
  code: 'Code',
  example: 'EX-AM',
  codeText: 'also shown in your browser. Both must be the same.',
  deny: 'Deny',
  allow: 'Allow',
  notAsked: "I didn't ask for this",
  question: 'What would you do?',
  denied: 'Right for anything you do not know: the program gets nothing, and can ask again.',
  allowed: 'Right when you have just asked that program to connect. You can narrow, pause or disconnect it any time under Clients.',
  wasNotAsked: 'Right when you did nothing and were asked all the same: the program is denied and held back. You can let it ask again under Requests.',
  again: 'Try another answer',
  done: 'Done',
} as const;
