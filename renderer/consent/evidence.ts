/** The two voices: what we saw is plain, what the program says of itself is in quotes. */
import { plainText, quotedName } from '../../src/shared/plain-text.ts';
import type { RequestView } from '../../src/shared/views.ts';
import { element, spoken } from './element.ts';
import { acquaintance, address, WORDS } from './words.ts';

/** More than two are not read; the rest is under Details. */
const MOST_WARNINGS = 2;

export function claims(request: RequestView): HTMLElement {
  const rows: (readonly [string, string | null])[] = [
    [WORDS.calls, request.client.name === null ? 'nothing: it gave no name' : quotedName(request.client.name)],
    [WORDS.address, address(request)],
    [WORDS.firstSeen, acquaintance(request, Date.now())],
  ];
  return facts(rows, 'claims');
}

export function seen({ answerGoesTo, facts: lines, warnings, changes }: RequestView): HTMLElement {
  const goes = answerGoesTo === null ? [] : [`${WORDS.answerGoes} ${answerGoesTo}`];
  return element(
    'section',
    { 'aria-labelledby': 'seen' },
    element('h2', { id: 'seen' }, WORDS.seen),
    list([...goes, ...lines], 'facts'),
    changes.length === 0 ? null : element('h3', {}, WORDS.changes),
    changes.length === 0 ? null : list(changes, 'facts'),
    warningList(warnings.slice(0, MOST_WARNINGS)),
  );
}

export function details({ client, code, details: more, warnings }: RequestView): HTMLDetailsElement {
  const rest = warnings.slice(MOST_WARNINGS);
  const rows: (readonly [string, string | null])[] = [
    ['Answer goes to', more.redirectUri],
    ['Asks for', more.resource],
    ['Registered by', more.registeredBy],
    ['Says it is', more.software === null ? null : quotedName(more.software)],
    ['Client id', client.id],
    ['Request', code],
  ];
  const summary = rest.length === 0 ? WORDS.details : `${WORDS.details} and ${rest.length} more warning${rest.length === 1 ? '' : 's'}`;
  return element('details', {}, element('summary', {}, summary), warningList(rest), facts(rows, 'claims'));
}

export function list(lines: readonly string[], name: string): HTMLElement {
  return element('ul', { class: name }, ...lines.map((line) => element('li', {}, plainText(line))));
}

function warningList(warnings: readonly string[]): HTMLElement | null {
  if (warnings.length === 0) return null;
  const line = (warning: string) =>
    element('li', {}, element('span', { class: 'sign', 'aria-hidden': 'true' }, '!'), spoken(WORDS.warning), plainText(warning));
  return element('ul', { class: 'warnings' }, ...warnings.map(line));
}

function facts(rows: readonly (readonly [string, string | null])[], name: string): HTMLElement {
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== null);
  return element('dl', { class: name }, ...shown.flatMap(([term, text]) => [element('dt', {}, term), element('dd', {}, plainText(text))]));
}
