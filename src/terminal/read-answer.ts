import type { Decision, Duration } from '../consent/desk.ts';
import { chosenDuration } from '../shared/chosen-duration.ts';
import { nameKey } from '../shared/name-key.ts';
import type { RequestView } from '../shared/views.ts';

/** A line that is neither a yes nor a no: what was wrong and what can be said, in one line. */
export type Unclear = { readonly unclear: string };

const NO: Decision = { answer: 'deny', notAsked: false };
const NOTHING_TICKED = 'Nothing of it is ticked. Name what you allow, for example "y 1".';

/**
 * What a line means as an answer. Only what is clearly a yes is one. A slip of the fingers is not a no either: that would
 * end the login for good.
 */
export function readAnswer(line: string, request: RequestView): Decision | Unclear {
  const { call, permissions, compartments } = request;
  const [said = '', place] = line.trim().split(/\s+in\s+(.*)/s);
  const [word = '', ...numbers] = said.toLowerCase().split(/\s+/);
  const isAlone = numbers.length === 0 && place === undefined;
  if (isAlone && ['', 'n', 'no'].includes(word)) return NO;
  if (isAlone && word === 'x') return { answer: 'deny', notAsked: true };
  const duration = durationOf(word, request);
  if (duration === undefined || (call !== null && !isAlone))
    return { unclear: `"${line.trim()}" is no answer. Type ${orOf([...yesWords(request), 'n', 'x'])}.` };
  if (call !== null) return { answer: 'allow', scopes: [], for: 'once', compartment: compartments[0]?.id ?? '' };
  const compartment = place === undefined ? compartments[0] : compartments.find(({ name }) => nameKey(name) === nameKey(place));
  if (compartment === undefined)
    return { unclear: `No compartment "${place}" is offered. To choose from: ${compartments.map(({ name }) => name).join(', ')}.` };
  // A wrong number grants nothing, not even what the others name.
  const wrong = numbers.find((number) => !/^\d+$/.test(number) || permissions[Number(number) - 1] === undefined);
  if (wrong !== undefined) return { unclear: `"${wrong}" is no number of the list. First ${orOf(yesWords(request))}, then numbers, such as "y 1".` };
  const named = numbers.length === 0 ? permissions.filter(({ ticked }) => ticked) : numbers.flatMap((number) => permissions[Number(number) - 1] ?? []);
  return named.length === 0
    ? { unclear: NOTHING_TICKED }
    : { answer: 'allow', scopes: named.map(({ scope }) => scope), for: duration, compartment: compartment.id };
}

function durationOf(word: string, request: RequestView): Duration | undefined {
  if (word === 'y' || word === 'yes') return chosenDuration(request);
  return request.durations.find(({ duration }) => duration === word)?.duration;
}

function yesWords({ durations }: RequestView): string[] {
  return ['y', ...durations.filter(({ chosen }) => !chosen).map(({ duration }) => duration)];
}

function orOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
