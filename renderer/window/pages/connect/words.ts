/** Every sentence of connecting a program. */
import type { ProgramView } from '../../../../src/shared/connect-view.ts';

export const CONNECT = {
  title: 'Connect a program',
  endpoint: 'Endpoint',
  endpointText: 'A program needs this address, and nothing else.',
  // after another port or profile
  left: 'What is left to do',
  astray: 'These do not find Gatehouse any more:',
  repairAll: 'Repair all',
  loggedOut: 'These know where Gatehouse is and have to log in:',
  // what will happen next
  next: 'What will happen next',
  steps: [
    'You tell the program the address: with a button below, or by hand.',
    'It opens your browser, and Gatehouse asks you what it may do. The code in both places is the same.',
    'You allow it, and it works. Disconnect it any time under Clients.',
  ],
  waiting: 'Waiting for a first request…',
  asked: (name: string) => `${name} asked.`,
  review: 'Review',
  connected: (count: number) => `${count} ${count === 1 ? 'program is' : 'programs are'} connected.`,
  // programs
  here: 'Programs on this computer',
  noneHere: 'None of the programs that Gatehouse knows was found here. Any other can be connected by hand.',
  show: 'Show what would change',
  hide: 'Hide it',
  connect: 'Connect',
  repair: 'Repair',
  replace: 'Replace',
  undo: 'Undo',
  done: (name: string, next: string) => `${name} knows Gatehouse now. ${next}`,
  undone: (name: string) => `${name} no longer knows Gatehouse. What it may use is ended under Clients.`,
  nothing: 'Nothing would change.',
  byCommand: (command: string) => `Done by its own command: ${command}`,
  running: (name: string) => `${name} is running and may write this file again from what it remembers. If the entry is gone later, quit it and repair it here.`,
  replaceTitle: (name: string) => `Replace the entry of ${name}?`,
  replaceText: 'There is another entry named gatehouse in its settings. Undo brings it back, unless Gatehouse made it.',
  undoTitle: (name: string) => `Take Gatehouse out of ${name}?`,
  undoText: 'The file is as it was before, unless something else was changed in it since; then only the entry goes.',
  unreadable: (problem: string) => `Its file is left alone: ${problem}. Correct the file, then look again.`,
  again: 'Look again',
  // by hand
  hand: 'By hand',
  other: 'Other',
  otherText: 'Any program that speaks MCP over HTTP: give it the endpoint, choose OAuth where it asks, and leave everything else empty.',
  command: 'In a terminal:',
  file: 'In the file',
  link: 'Or open this in it:',
  // a program that cannot register itself
  enter: 'A program that cannot register itself',
  enterText: 'Enter it here and give it the client id. It asks you like any other when it logs in.',
  enterName: 'Name',
  enterRedirect: 'Where its answers go',
  enterRedirectHint: 'For example http://127.0.0.1/callback; several are separated by spaces.',
  enterSecret: 'It keeps a secret',
  enterAction: 'Enter it',
  enteredId: 'Its client id',
  enteredSecret: 'Its secret, shown this once',
  // self-test
  test: 'Self-test',
  testText: 'Asks as a program would, and approves nothing.',
  run: 'Test',
  good: 'Good',
  bad: 'Not good',
} as const;

export const STATES: Readonly<Record<ProgramView['state'], string>> = {
  'not-found': 'not on this computer',
  'not-connected': 'does not know Gatehouse',
  connected: 'knows Gatehouse',
  different: 'has another entry named gatehouse',
  vanished: 'was connected, and its entry is gone',
  unreadable: 'its file cannot be read',
};
