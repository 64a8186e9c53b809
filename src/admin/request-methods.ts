/** The requests that wait, and what keeps others from being asked about. */
import type { Attention } from '../consent/attention/attention.ts';
import { ENDLESS } from '../consent/attention/quiet.ts';
import type { ConsentDesk, DecidedBy, DecideOutcome, Duration } from '../consent/desk.ts';
import { WHY_NOT } from '../consent/outcome-words.ts';
import type { Compartments } from '../memory/compartments.ts';
import { chosenDuration } from '../shared/chosen-duration.ts';
import type { Clock } from '../shared/edge.ts';
import { covers } from '../shared/scopes.ts';
import type { RequestView } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import { AdminFault } from './fault.ts';
import { findCompartment } from './find-compartment.ts';
import { findRow } from './find-row.ts';
import type { Admin } from './method.ts';
import { type Parameters, readChoice, readFlag, readNumber, readObject, readOptionalText, readScopeList, readText } from './parameters.ts';

type Deps = {
  readonly store: AuthStore;
  readonly desk: ConsentDesk;
  readonly attention: Attention;
  readonly compartments: Compartments;
  readonly clock: Clock;
};

const DURATIONS: readonly Duration[] = ['once', '30d', 'always'];
/** Minutes; a year of quiet is "until I turn it off" by another name. */
const LONGEST_QUIET = 366 * 24 * 60;
const MINUTE = 60_000;

export function requestMethods(deps: Deps): Admin {
  const { desk, attention, clock } = deps;
  /** By id, or by the short code that the person reads on both screens. */
  function request(parameters: Parameters): RequestView {
    const id = readText(parameters, 'id');
    const found = desk.find(id) ?? desk.list().find(({ code }) => code === id.toUpperCase());
    if (found === undefined || found === null)
      throw new AdminFault(`No request ${id} is waiting. See: gatehouse requests`, 'This request is not waiting any more.');
    return found;
  }

  /** One call is allowed as it is: no permission, time or compartment can be chosen for it. */
  async function allowCall(id: string, compartments: RequestView['compartments'], by: DecidedBy) {
    const compartment = findCompartment(undefined, compartments);
    settle(await desk.decide(id, { answer: 'allow', scopes: [], for: 'once', compartment: compartment.id }, by), id);
    return { id, allowed: [], for: 'once', compartment: compartment.name };
  }

  return {
    'requests.list': async () => ({ requests: desk.list(), ...attention.view() }),
    'requests.allow': async (value, by) => {
      const parameters = readObject(value);
      const asked = request(parameters);
      const { id, call, permissions, compartments } = asked;
      if (call !== null) return allowCall(id, compartments, by);
      const wanted = readScopeList(parameters, 'scopes') ?? permissions.filter(({ ticked }) => ticked).map(({ scope }) => scope);
      // Ruling 14: what is never ticked beforehand is given only by name, also where it is all that is asked.
      if (wanted.length === 0 && permissions.length > 0) {
        throw new AdminFault(`Nothing of request ${id} is ticked. Name what you allow: --scope ${permissions.map(({ scope }) => scope).join(' ')}`);
      }
      const compartment = findCompartment(readOptionalText(parameters, 'compartment'), compartments);
      const duration = readChoice(parameters, 'for', DURATIONS) ?? chosenDuration(asked);
      settle(await desk.decide(id, { answer: 'allow', scopes: wanted, for: duration, compartment: compartment.id }, by), id);
      return { id, allowed: permissions.map(({ scope }) => scope).filter((scope) => covers(wanted, scope)), for: duration, compartment: compartment.name };
    },
    'requests.deny': async (value, by) => {
      const parameters = readObject(value);
      const { id } = request(parameters);
      settle(await desk.decide(id, { answer: 'deny', notAsked: readFlag(parameters, 'block') }, by), id);
      return { id, denied: true };
    },
    'requests.extend': async (value) => {
      const { id } = request(readObject(value));
      if (!desk.extend(id)) throw new AdminFault(`Request ${id} cannot get more time.`);
      return { id, extended: true };
    },
    /** "Ask again now": ends a cooldown before its time. */
    'requests.askAgain': async (value) => {
      const { view, members } = await findRow(deps, readText(readObject(value), 'id'));
      for (const { rowKey } of members) attention.forgive(rowKey);
      return { id: view.id, mayAsk: true };
    },
    'requests.unblock': async (value) => {
      const id = readText(readObject(value), 'id');
      if (!(await attention.unblock(id))) throw new AdminFault(`There is no block ${id}. See: gatehouse requests`, 'This block is gone already.');
      return { id, unblocked: true };
    },
    /** For so many minutes; without `minutes` until it is turned off. */
    'quiet.begin': async (value) => {
      const minutes = readNumber(readObject(value), 'minutes', LONGEST_QUIET);
      const until = minutes === undefined ? ENDLESS : clock.now() + minutes * MINUTE;
      await attention.setQuiet(until);
      desk.changed();
      return { quietUntil: until };
    },
    'quiet.end': async () => {
      await attention.setQuiet(null);
      desk.changed();
      return { quietUntil: null };
    },
  };
}

function settle(outcome: DecideOutcome, id: string): void {
  if (outcome !== 'decided') throw new AdminFault(`Request ${id} ${WHY_NOT[outcome]}`);
}
