/**
 * The desk: requests come in from `oauth`, wait for a person, and leave with an answer that is durable before anyone
 * hears of it. This file puts its rules together; each rule is in a file of its own.
 */
import { addressWarnings } from './address-warnings.ts';
import { createAnnounce } from './announce.ts';
import type { DeskContext, DeskDeps } from './context.ts';
import { askerOfEntry } from './context.ts';
import { createDecide } from './decide.ts';
import type { ConsentDesk } from './desk.ts';
import { createEnd } from './end.ts';
import { type Entry, stageOf, viewOf } from './entry.ts';
import { createJoin } from './join.ts';
import { nameWarnings } from './name-warnings.ts';
import { createPresenter } from './present.ts';
import { createQueue } from './queue.ts';
import { createWaiters } from './waiters.ts';
import { createWiden } from './widen.ts';

export function createDesk(deps: DeskDeps): ConsentDesk {
  const { clock, lifetimes, attention } = deps;
  const listeners = new Set<() => void>();
  const waiters = createWaiters();
  const queue = createQueue({
    ...deps,
    onRemoved(handle) {
      if (handle !== null) waiters.wake(handle);
      changed();
    },
  });
  const context: DeskContext = { ...deps, queue, waiters, changed };
  const { end, endAll, tick } = createEnd(context);
  const widening = createWiden(context);
  const decide = createDecide(context, {
    denyWidening: widening.deny,
    dropBlocked: ({ client }) => endAll((entry) => entry.client.id === client.id || attention.isBlocked(askerOfEntry(entry)), 'denied'),
  });
  const presenter = createPresenter(deps.prompt, (id, decision) => {
    decide(id, decision, deps.promptedBy).catch(deps.onFault);
  });

  const view = (entry: Entry) =>
    viewOf(entry, {
      known: deps.liveGrants(entry.client.id).length > 0,
      compartments: deps.compartments(),
      warnings: [...addressWarnings(entry.client, entry.request?.redirectUri ?? null), ...nameWarnings(entry.client.name, deps.connectedBeside(entry.client))],
    });
  const look = () => JSON.stringify([attention.isQuiet(), visible().map(({ id }) => id)]);
  const visible = () => queue.all().filter((entry) => !entry.deciding && entry.visibleFrom <= clock.now());

  let onScreen = '';
  function changed(): void {
    onScreen = look();
    // What can be answered comes before what is only announced.
    const [first] = visible().sort((left, right) => Number(stageOf(left) === 'announced') - Number(stageOf(right) === 'announced'));
    presenter.update(first === undefined || attention.isQuiet() ? undefined : view(first));
    for (const listener of listeners) listener();
  }

  return {
    announce: createAnnounce(context),
    join: createJoin(context, decide),
    widen: widening.widen,
    decide,
    list: () => visible().map(view),
    find(id) {
      const entry = queue.get(id);
      return entry === undefined || entry.deciding ? null : view(entry);
    },
    waiting(handle) {
      const entry = queue.byHandle(handle);
      return entry === undefined ? null : { code: entry.code, clientName: entry.client.label ?? entry.client.name, expiresAt: entry.expiresAt };
    },
    async untilAnswered(handle, timeout, signal) {
      const entry = queue.byHandle(handle);
      if (entry === undefined) return;
      entry.polls += 1;
      await waiters.until(handle, timeout, signal);
      entry.lastPollAt = clock.now();
    },
    async withdraw(handle) {
      const entry = queue.byHandle(handle);
      if (entry !== undefined) await end(entry, 'withdrawn');
    },
    extend(id) {
      const entry = queue.get(id);
      if (entry === undefined || entry.extended || stageOf(entry) === 'announced') return false;
      entry.extended = true;
      entry.expiresAt = Math.min(entry.expiresAt + lifetimes.asking, entry.arrivedAt + lifetimes.most);
      changed();
      return true;
    },
    drop: (clientIds) => endAll((entry) => clientIds.includes(entry.client.id), 'denied'),
    refuseAll: () => endAll(() => true, 'refused'),
    async tick() {
      await tick();
      widening.tick();
      attention.tick();
      // A widening that has waited for its client, or the end of quiet, brings something to the screen.
      if (look() !== onScreen) changed();
    },
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      presenter.close();
      waiters.wakeAll();
      listeners.clear();
      queue.clear();
    },
  };
}
