/** The requests that wait. In memory only: after a restart nothing waits and nothing was allowed by accident. */
import type { Clock, Random } from '../shared/edge.ts';
import type { Scope } from '../shared/scopes.ts';
import { makeSecret } from '../shared/secrets.ts';
import type { Client, Grant } from '../store/auth-store.ts';
import type { AuthorizationRequest, CallQuestion } from './desk.ts';
import type { Entry } from './entry.ts';
import type { Evidence } from './gather-evidence.ts';
import type { Lifetimes } from './lifetimes.ts';
import { makeMatchCode } from './match-code.ts';

type NewEntry = {
  readonly client: Client;
  readonly asked: readonly Scope[];
  readonly evidence: Evidence;
  readonly lifetime: number;
  readonly grant?: Grant;
  readonly call?: CallQuestion;
};
type Deps = {
  readonly clock: Clock;
  readonly random: Random;
  readonly lifetimes: Lifetimes;
  /** Its waiting page, if it has one, may look again. */
  readonly onRemoved: (handle: string | null) => void;
};

export type Queue = ReturnType<typeof createQueue>;

export function createQueue({ clock, random, lifetimes, onRemoved }: Deps) {
  const entries = new Map<string, Entry>();
  const byHandle = new Map<string, Entry>();

  /** The person answers by this code: no two that wait may have the same. */
  function freeCode(): string {
    for (;;) {
      const code = makeMatchCode(random);
      if (![...entries.values()].some((entry) => entry.code === code)) return code;
    }
  }

  return {
    all: () => [...entries.values()],
    get: (id: string) => entries.get(id),
    byHandle: (handle: string) => byHandle.get(handle),

    add({ client, asked, evidence, lifetime, grant, call }: NewEntry): Entry {
      const now = clock.now();
      const entry: Entry = {
        id: `rq_${Buffer.from(random.bytes(9)).toString('base64url')}`,
        code: freeCode(),
        client,
        arrivedAt: now,
        request: null,
        handle: null,
        grant: grant ?? null,
        call: call ?? null,
        asked,
        evidence,
        fingerprint: evidence.fingerprint,
        lookedAt: now,
        expiresAt: now + lifetime,
        shownAt: null,
        visibleFrom: now,
        polls: 0,
        lastPollAt: now,
        deciding: false,
        extended: false,
      };
      entries.set(entry.id, entry);
      return entry;
    },

    /** From now on redirect URI, challenge, state and resource of the entry never change (ruling 4). @returns the waiting page's handle */
    attach(entry: Entry, request: AuthorizationRequest): string {
      const now = clock.now();
      const handle = makeSecret(random);
      entry.request = request;
      entry.handle = handle;
      entry.asked = entry.grant === null ? request.scopes : request.scopes.filter((scope) => !entry.grant?.scopes.includes(scope));
      // Its own time begins when it is shown; a queue of five that are shown one after the other comes to an end in this one.
      entry.expiresAt = entry.arrivedAt + lifetimes.most;
      entry.shownAt = null;
      entry.visibleFrom = now;
      entry.lastPollAt = now;
      byHandle.set(handle, entry);
      return handle;
    },

    remove(entry: Entry): void {
      entries.delete(entry.id);
      if (entry.handle !== null) byHandle.delete(entry.handle);
      onRemoved(entry.handle);
    },

    clear(): void {
      entries.clear();
      byHandle.clear();
    },
  };
}
