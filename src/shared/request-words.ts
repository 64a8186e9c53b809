/** A waiting request as lines of text, for a terminal. What we saw is plain, what the program says of itself is quoted. */
import { printable, quoted } from './printable.ts';
import { countdown } from './spoken-time.ts';
import type { RequestView } from './views.ts';

/** One line: who wants what. */
export function requestTitle({ client, kind, stage, known }: RequestView): string {
  const name = quoted(client.name);
  if (stage === 'announced') return `${name} has registered; its login has not been opened yet`;
  if (kind === 'widening') return `${name} asks for more than it may do now`;
  return known ? `${name} wants to connect again` : `${name} wants to use your memories`;
}

/** Everything a person needs to decide, without the title. */
export function requestDetails(view: RequestView, now: number): string[] {
  const goesTo = view.answerGoesTo === null ? [] : [`The answer goes to ${printable(view.answerGoesTo)}`];
  return [
    ...goesTo,
    ...view.facts.map((fact) => printable(fact)),
    ...view.warnings.map((warning) => `! ${printable(warning)}`),
    ...permissionLines(view),
    `Code ${view.code}, also shown in your browser · ${countdown(view.expiresAt, now)} left`,
  ];
}

/** Numbered, so that a person can name one. */
export function permissionLines({ permissions }: Pick<RequestView, 'permissions'>): string[] {
  return permissions.map(({ sentence, ticked }, index) => `${index + 1} [${ticked ? 'x' : ' '}] ${sentence}`);
}
