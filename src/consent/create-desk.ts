/**
 * The desk: requests come in from `oauth`, wait for a person, and leave with an answer that is durable before anyone
 * hears of it. This file puts its rules together; each rule is in a file of its own.
 */
import { createAnnounce } from './announce.ts';
import { createCallApprovals } from './call-approvals.ts';
import type { DeskContext, DeskDeps } from './context.ts';
import { createDecide } from './decide.ts';
import type { ConsentDesk } from './desk.ts';
import { createEnd } from './end.ts';
import { createJoin } from './join.ts';
import { createLook } from './look.ts';
import { createNotAsked } from './not-asked.ts';
import { createQueue } from './queue.ts';
import { createScreen } from './screen.ts';
import { createView, mayExtend } from './view.ts';
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
  const looks = createLook(context, { refuse: (entry) => end(entry, 'denied') });
  const widening = createWiden(context);
  const calls = createCallApprovals(context);
  const notAsked = createNotAsked(context, { endAll });
  const decide = createDecide(context, {
    allowCall: calls.allow,
    denyCall: calls.deny,
    denyWidening: widening.deny,
    holdNotAsked: notAsked.hold,
    dropRest: notAsked.dropRest,
  });
  const view = createView(deps);
  const screen = createScreen({ ...deps, queue, view, decide });

  function changed(): void {
    screen.refresh();
    for (const listener of listeners) listener();
  }

  return {
    announce: createAnnounce(context),
    join: createJoin(context, looks, decide),
    widen: widening.widen,
    askCall: calls.ask,
    takeCall: calls.take,
    decide,
    list: () => screen.visible().map(view),
    clientIds: () => queue.all().map(({ client }) => client.id),
    find(id) {
      const entry = queue.get(id);
      return entry === undefined || entry.deciding ? null : view(entry);
    },
    waiting(handle) {
      const entry = queue.byHandle(handle);
      if (entry === undefined) return null;
      const { code, client, expiresAt } = entry;
      return { code, clientName: client.label ?? client.name, expiresAt, hidden: !attention.mayPopUp() };
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
    review(id) {
      const waits = screen.want(id);
      if (waits) changed();
      return waits;
    },
    extend(id) {
      const entry = queue.get(id);
      if (entry === undefined || !mayExtend(entry, lifetimes.most)) return false;
      entry.extended = true;
      entry.expiresAt = Math.min(entry.expiresAt + lifetimes.extension, entry.arrivedAt + lifetimes.most);
      changed();
      return true;
    },
    drop: (clientIds) => endAll((entry) => clientIds.includes(entry.client.id), 'denied'),
    refuseAll: () => endAll(() => true, 'refused'),
    async tick() {
      await tick();
      looks.tick();
      widening.tick();
      calls.tick();
      attention.tick();
      if (screen.isStale()) changed();
    },
    setAway(away) {
      attention.setAway(away);
      changed();
    },
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      screen.close();
      waiters.wakeAll();
      listeners.clear();
      queue.clear();
    },
  };
}
