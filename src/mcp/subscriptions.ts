/**
 * What an open `subscriptions/listen` stream of the newer wire hears: that something it may read has changed. Only that it
 * has, and only while its connection lives; the older wire is stateless and hears nothing (ruling 25).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import type { ServerEvent, ServerEventBus } from '@modelcontextprotocol/server';
import type { Access, AccessCheck } from '../oauth/access/access.ts';
import { itemUri, RECENT_URI, TAGS_URI } from './resource-uris.ts';

type Listener = { readonly access: Access; readonly response: ServerResponse; readonly tell: (event: ServerEvent) => void };
type Deps = {
  readonly access: AccessCheck;
  /** Whether a caller reads what is in this compartment. */
  readonly sees: (access: Access, compartment: string) => boolean;
};

export type Subscriptions = {
  /** The official server's source of events. */
  readonly bus: ServerEventBus;
  /** Serves a request; a stream that it opens belongs to its caller. */
  serving<Result>(access: Access, response: ServerResponse, serve: () => Result): Result;
  /** These memories, or too many to name, were stored, changed, forgotten or brought back. Listeners hear of it soon, many changes as one. */
  changed(compartment: string, ids: readonly string[] | 'many'): void;
  /** Cuts off the streams whose session, time or permission has ended; the end of a whole connection has done so already. */
  tick(): void;
  close(): void;
};

/** Milliseconds; an import must not be a hundred thousand notifications. */
const TOGETHER = 200;
/** More memories than this at once are told as "the list has changed". */
const MOST_NAMED = 50;
const MANY = Array.from({ length: MOST_NAMED + 1 }, (_, index) => String(index));

export function createSubscriptions({ access: check, sees }: Deps): Subscriptions {
  const callers = new AsyncLocalStorage<Omit<Listener, 'tell'>>();
  const listeners = new Set<Listener>();
  const waiting = new Map<string, Set<string>>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  function tellAll(): void {
    timer = null;
    const changes = [...waiting];
    waiting.clear();
    for (const listener of [...listeners]) {
      const events = eventsOf(changes.filter(([compartment]) => sees(listener.access, compartment)).flatMap(([, ids]) => [...ids]));
      if (events.length > 0 && mayStillHear(listener)) events.forEach(listener.tell);
    }
  }

  /** Whoever takes nothing in is cut off as well: what it has not heard must not be kept for it without end. */
  function mayStillHear({ access, response }: Listener): boolean {
    const may = check.permits(access, 'memory:read') && !response.writableNeedDrain;
    if (!may) response.destroy();
    return may;
  }

  return {
    bus: {
      publish: (event) => {
        for (const { tell } of [...listeners]) tell(event);
      },
      subscribe(tell) {
        const caller = callers.getStore();
        if (caller === undefined) throw new Error('a stream was opened by nobody');
        const listener = { ...caller, tell };
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    serving: (access, response, serve) => callers.run({ access, response }, serve),
    changed(compartment, ids) {
      if (listeners.size === 0 || ids.length === 0) return;
      const before = waiting.get(compartment) ?? new Set();
      // One more than are named says that there were too many.
      for (const id of (ids === 'many' ? MANY : ids).slice(0, MOST_NAMED + 1)) if (before.size <= MOST_NAMED) before.add(id);
      waiting.set(compartment, before);
      timer ??= setTimeout(tellAll, TOGETHER).unref();
    },
    tick() {
      for (const { access, response } of [...listeners]) if (!check.permits(access, 'memory:read')) response.destroy();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      waiting.clear();
    },
  };
}

function eventsOf(ids: readonly string[]): ServerEvent[] {
  if (ids.length === 0) return [];
  const named = ids.length > MOST_NAMED ? [] : ids.map(itemUri);
  return [{ kind: 'resources_list_changed' }, ...[RECENT_URI, TAGS_URI, ...named].map((uri): ServerEvent => ({ kind: 'resource_updated', uri }))];
}
