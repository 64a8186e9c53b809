/** The state in words: the tooltip, the first line, and the names in the menu. */
import { beginningOf, quotedName } from '../../shared/plain-text.ts';
import type { Connection, TrayState } from './state.ts';

export const TEST = 'TEST profile: ';
const LONGEST_LABEL = 40;
const LONGEST_PROBLEM = 80;

/** Menus take `&` for the mark of a shortcut; in a stranger's name it is a letter. */
export function menuText(text: string): string {
  return text.replaceAll('&', '&&');
}

/** The person's own word as it is, the program's own in quotes. */
export function nameOf({ label, name }: Pick<Connection, 'label' | 'name'>): string {
  return label === null ? quotedName(name) : beginningOf(label, LONGEST_LABEL);
}

/** The first sentence of a problem; what to do about it stands in the settings, to which the line leads. */
export function whatHappened(line: string): string {
  const [first = line] = line.split(/[.:] /);
  return beginningOf(first.replace(/\.$/, ''), LONGEST_PROBLEM);
}

/** The first line of the menu. */
export function headline(state: TrayState): string {
  return `${state.test ? TEST : ''}${inWords(state)}`;
}

/** As long as a tooltip may be: who waits is said by number, because a tooltip can be read over a shoulder. */
export function tooltip(state: TrayState): string {
  if (state.kind !== 'running' || state.locked) return headline(state);
  const { waiting, silence } = state;
  const parts = [
    headline(state),
    ...(waiting.length === 0 ? [] : [waiting.length === 1 ? '1 program is waiting for you' : `${waiting.length} programs are waiting for you`]),
    ...(silence === 'quiet' || silence === 'flood' ? ['no pop-ups'] : []),
  ];
  return parts.join(', ');
}

function inWords(state: TrayState): string {
  switch (state.kind) {
    case 'starting':
      return 'Gatehouse is starting';
    case 'problem':
      return state.line;
    default:
      return state.locked ? 'Everything is paused' : `Running on ${state.address}`;
  }
}
