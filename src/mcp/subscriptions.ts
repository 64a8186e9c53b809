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
/** Of more than this at once only the list is told to have changed, and no longer which. */
const MOST_NAMED = 200;

type Changes = Set<string> | 'many';

export function createSubscriptions({ access: check, sees }: Deps): Subscriptions {
  const callers = new AsyncLocalStorage<Omit<Listener, 'tell'>>();
  const listeners = new Set<Listener>();
  const waiting = new Map<string, Changes>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  function tellAll(): void {
    timer = null;
    const changes = [...waiting];
    waiting.clear();
    for (const listener of [...listeners]) {
      const events = eventsOf(changes.filter(([compartment]) => sees(listener.access, compartment)).map(([, ids]) => ids));
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
      waiting.set(compartment, together(waiting.get(compartment), ids));
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

function together(before: Changes = new Set(), ids: readonly string[] | 'many'): Changes {
  if (before === 'many' || ids === 'many' || before.size + ids.length > MOST_NAMED) return 'many';
  for (const id of ids) before.add(id);
  return before;
}

function eventsOf(changes: readonly Changes[]): ServerEvent[] {
  if (changes.length === 0) return [];
  const named = changes.flatMap((ids) => (ids === 'many' ? [] : [...ids].map(itemUri)));
  return [{ kind: 'resources_list_changed' }, ...[RECENT_URI, TAGS_URI, ...named].map((uri): ServerEvent => ({ kind: 'resource_updated', uri }))];
}
