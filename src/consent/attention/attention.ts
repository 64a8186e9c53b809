/** Whether a person may be asked, and whether anything may pop up: blocks first, then the budget, then quiet. */
import type { ActivityLog } from '../../activity/record.ts';
import type { Clock, Random } from '../../shared/edge.ts';
import type { AttentionView, Silence } from '../../shared/views.ts';
import type { AuthStore } from '../../store/auth-store.ts';
import type { DeskRefusal } from '../desk.ts';
import type { Asker } from './asker.ts';
import { loadBlocks } from './blocks.ts';
import { createBudget, type Limits } from './budget.ts';
import { loadQuiet } from './quiet.ts';

type Deps = {
  readonly facts: AuthStore['facts'];
  readonly clock: Clock;
  readonly random: Random;
  readonly activity: ActivityLog;
  /** When the quiet hours end that it is now, milliseconds since the epoch; null outside of them. */
  readonly quietHours: () => number | null;
  /** null asks without end: a test profile. */
  readonly limits: Limits | null;
};

export type Attention = Awaited<ReturnType<typeof createAttention>>;

export async function createAttention(deps: Deps) {
  const { clock, activity, limits } = deps;
  const [blocks, quiet] = await Promise.all([loadBlocks(deps), loadQuiet({ ...deps, hours: deps.quietHours })]);
  const budget = limits === null ? null : createBudget(limits, clock);
  let away = false;

  function countPrompt(asker: Asker): void {
    if (limits === null || !budget?.show(asker) || quiet.until() !== null) return;
    quiet.flood(clock.now() + limits.quiet);
    activity.record({ kind: 'quiet.began', because: 'too many requests' });
  }

  const silence = (): Silence | null => quiet.because() ?? (away ? 'away' : null);

  return {
    /** A new request. @param waiting who waits already, in the same stage. @returns null after counting it as one prompt */
    admit(asker: Asker, waiting: readonly Asker[]): DeskRefusal | null {
      if (blocks.has(asker)) return 'blocked';
      const refusal = budget?.askedEnough(asker) ?? budget?.noRoom(asker, waiting) ?? null;
      if (refusal === null) countPrompt(asker);
      return refusal;
    },
    /** An announced registration turns into a request: one connection is one prompt, so it is not counted again. */
    admitCounted: (asker: Asker, waiting: readonly Asker[]): DeskRefusal | null => (blocks.has(asker) ? 'blocked' : (budget?.noRoom(asker, waiting) ?? null)),
    allowed: (asker: Asker): void => budget?.allowed(asker),
    /** Not asked about for a while. */
    rest: (asker: Asker): void => budget?.rest(asker),
    turnedDown: (asker: Asker): void => budget?.turnedDown(asker),
    isBlocked: (asker: Asker): boolean => blocks.has(asker),
    /** Whether anything may come to the screen now. */
    mayPopUp: (): boolean => silence() === null,
    silence,
    /** The screen is locked, nobody has touched the machine for minutes, or something fills the screen. */
    setAway(next: boolean): void {
      away = next;
    },
    async block(asker: Asker): Promise<void> {
      const blocked = await blocks.add(asker);
      if (blocked !== null) activity.record({ kind: 'asker.blocked', what: blocked.kind, name: blocked.name });
    },
    /** @returns whether there was such a block */
    async unblock(id: string): Promise<boolean> {
      const [block] = blocks.list().filter((candidate) => candidate.id === id);
      if (block === undefined || !(await blocks.remove(id))) return false;
      activity.record({ kind: 'asker.unblocked', what: block.kind, name: block.name });
      return true;
    },
    /** "Ask again now". */
    forgive: (rowKey: string): void => budget?.forgive(rowKey),
    /** @param until milliseconds since the epoch; null lets prompts pop up again */
    async setQuiet(until: number | null): Promise<void> {
      await quiet.set(until);
      activity.record(until === null ? { kind: 'quiet.ended' } : { kind: 'quiet.began', because: 'the person wanted it' });
    },
    view: (): AttentionView => ({
      quietUntil: quiet.until(),
      silence: silence(),
      cooldowns: (budget?.cooldowns() ?? []).map(({ asker: { clientId, name }, until }) => ({ client: { id: clientId, name }, until })),
      blocked: blocks.list(),
    }),
    tick: (): void => budget?.tick(),
  };
}
