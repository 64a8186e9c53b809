import type { Decision, Duration } from '../consent/desk.ts';
import { chosenDuration } from '../shared/chosen-duration.ts';
import { nameKey } from '../shared/name-key.ts';
import type { Scope } from '../shared/scopes.ts';
import type { RequestView } from '../shared/views.ts';

const NAMED: Readonly<Record<string, Duration>> = { once: 'once', '30d': '30d', always: 'always' };

/**
 * What a line means as an answer; everything that is not clearly a yes is a no.
 * @returns `nothing-chosen` for a yes to nothing: none was named and none is ticked
 */
export function readAnswer(line: string, request: RequestView): Decision | 'nothing-chosen' {
  const { call, permissions, compartments } = request;
  const [said = '', place] = line.trim().split(/\s+in\s+(.*)/s);
  const [word = '', ...numbers] = said.toLowerCase().split(/\s+/);
  if (word === 'x') return { answer: 'deny', notAsked: true };
  const isPlainYes = word === 'y' || word === 'yes';
  if (call !== null) {
    const isYes = isPlainYes && numbers.length === 0 && place === undefined;
    return isYes ? { answer: 'allow', scopes: [], for: 'once', compartment: compartments[0]?.id ?? '' } : { answer: 'deny', notAsked: false };
  }
  const named = Object.hasOwn(NAMED, word) ? NAMED[word] : undefined;
  const duration = isPlainYes ? chosenDuration(request) : named;
  if (duration === undefined) return { answer: 'deny', notAsked: false };
  const scopes = chosen(numbers, permissions);
  const compartment = place === undefined ? compartments[0] : compartments.find(({ name }) => nameKey(name) === nameKey(place));
  if (compartment === undefined) return { answer: 'deny', notAsked: false };
  if (scopes.length > 0) return { answer: 'allow', scopes, for: duration, compartment: compartment.id };
  return numbers.length === 0 ? 'nothing-chosen' : { answer: 'deny', notAsked: false };
}

/** Without numbers what is ticked; with numbers exactly those, and a wrong number grants nothing. */
function chosen(numbers: readonly string[], permissions: RequestView['permissions']): readonly Scope[] {
  if (numbers.length === 0) return permissions.filter(({ ticked }) => ticked).map(({ scope }) => scope);
  const named = numbers.map((number) => (/^\d+$/.test(number) ? permissions[Number(number) - 1]?.scope : undefined));
  return named.every((scope) => scope !== undefined) ? named : [];
}
