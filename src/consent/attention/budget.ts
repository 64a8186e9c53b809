/** How often a person may be asked. A prompt that is shown too often is a prompt that is clicked away. */
import type { Clock } from '../../shared/edge.ts';
import type { DeskRefusal } from '../desk.ts';
import type { Asker } from './asker.ts';

type Rate = { readonly prompts: number /** Milliseconds. */; readonly within: number };

export type Limits = {
  /** Requests that can be answered, and announced registrations, each. */
  readonly waiting: number;
  /** Of one program, whatever names it registers under. */
  readonly waitingOfProgram: number;
  /** Of one row: the one on screen and one behind it. */
  readonly waitingOfClient: number;
  readonly waitingOfWebsites: number;
  readonly client: Rate;
  readonly program: Rate;
  readonly websites: Rate;
  /** Beyond this, nothing pops up for `quiet` milliseconds. */
  readonly overall: Rate;
  readonly quiet: number;
  /** Denied or unanswered in a row. */
  readonly turnedDown: number;
  /** Milliseconds in which that client is not asked about again. */
  readonly cooldown: number;
};

const MINUTE = 60_000;
const WITHIN = 10 * MINUTE;

export const LIMITS: Limits = {
  waiting: 5,
  waitingOfProgram: 2,
  waitingOfClient: 2,
  waitingOfWebsites: 1,
  client: { prompts: 3, within: WITHIN },
  // Below the overall rate, so that one program alone cannot silence the prompts of all others.
  program: { prompts: 6, within: WITHIN },
  websites: { prompts: 2, within: WITHIN },
  overall: { prompts: 10, within: WITHIN },
  quiet: 10 * MINUTE,
  turnedDown: 2,
  cooldown: 5 * MINUTE,
};

export type Cooldown = { readonly asker: Asker; readonly until: number };

export function createBudget(limits: Limits, clock: Clock) {
  let shown: { readonly at: number; readonly asker: Asker }[] = [];
  const turnedDown = new Map<string, number>();
  const cooldowns = new Map<string, Cooldown>();
  const count = ({ within }: Rate, matches: (asker: Asker) => boolean): number =>
    shown.filter(({ at, asker }) => clock.now() - at < within && matches(asker)).length;
  const ofPrograms = ({ website }: Asker): boolean => website === null;
  function rest(asker: Asker): void {
    turnedDown.delete(asker.rowKey);
    cooldowns.set(asker.rowKey, { asker, until: clock.now() + limits.cooldown });
  }

  return {
    /** Not asked about for the time of a cooldown. */
    rest,
    /** @param waiting who waits already, in the same stage. @returns why there is no room for one more, or null */
    noRoom(asker: Asker, waiting: readonly Asker[]): DeskRefusal | null {
      if (asker.website !== null) return waiting.filter(({ website }) => website !== null).length >= limits.waitingOfWebsites ? 'busy' : null;
      const programs = waiting.filter(ofPrograms);
      const full =
        programs.length >= limits.waiting ||
        programs.filter(({ program }) => program === asker.program).length >= limits.waitingOfProgram ||
        programs.filter(({ rowKey }) => rowKey === asker.rowKey).length >= limits.waitingOfClient;
      return full ? 'busy' : null;
    },
    /** @returns why this one has been asked about often enough, or null */
    askedEnough(asker: Asker): DeskRefusal | null {
      // What websites open has a budget of its own: a page must not be able to use up a program's.
      if (asker.website !== null) return count(limits.websites, ({ website }) => website !== null) >= limits.websites.prompts ? 'cooling_down' : null;
      if ((cooldowns.get(asker.rowKey)?.until ?? 0) > clock.now()) return 'cooling_down';
      if (count(limits.client, ({ rowKey, website }) => website === null && rowKey === asker.rowKey) >= limits.client.prompts) return 'cooling_down';
      return count(limits.program, ({ program, website }) => website === null && program === asker.program) >= limits.program.prompts ? 'cooling_down' : null;
    },
    /** Counts one prompt. @returns whether it was one too many for everybody */
    show(asker: Asker): boolean {
      shown = [...shown.filter(({ at }) => clock.now() - at < WITHIN), { at: clock.now(), asker }];
      return asker.website === null && count(limits.overall, ofPrograms) > limits.overall.prompts;
    },
    /** A yes forgives what came before it: who is allowed is not pestering. */
    allowed({ rowKey }: Asker): void {
      shown = shown.filter(({ asker }) => asker.rowKey !== rowKey);
      turnedDown.delete(rowKey);
    },
    /** Denied or left unanswered. */
    turnedDown(asker: Asker): void {
      if (asker.website !== null) return;
      const inARow = (turnedDown.get(asker.rowKey) ?? 0) + 1;
      turnedDown.set(asker.rowKey, inARow);
      if (inARow >= limits.turnedDown) rest(asker);
    },
    /** "Ask again now". */
    forgive(rowKey: string): void {
      cooldowns.delete(rowKey);
      turnedDown.delete(rowKey);
      shown = shown.filter(({ asker }) => asker.rowKey !== rowKey);
    },
    cooldowns: (): Cooldown[] => [...cooldowns.values()].filter(({ until }) => until > clock.now()),
    tick(): void {
      for (const [key, { until }] of cooldowns) if (until <= clock.now()) cooldowns.delete(key);
      // Whoever has not been seen for a while starts anew; it also keeps a flood of names from filling the memory.
      for (const key of turnedDown.keys()) if (count(limits.client, ({ rowKey }) => rowKey === key) === 0) turnedDown.delete(key);
    },
  };
}
