/**
 * The desk: requests come in from `oauth`, wait for a person, and leave with an answer that is durable before anyone
 * hears of it. Waiting requests live in memory only; after a restart nothing waits and nothing was allowed by accident.
 */
import { createHash } from 'node:crypto';
import type { ActivityLog } from '../activity/record.ts';
import type { Clock, Random } from '../shared/edge.ts';
import { impliedBy, type Scope, writeScopes } from '../shared/scopes.ts';
import type { RequestView } from '../shared/views.ts';
import type { Answer, AuthStore, Client, Grant } from '../store/auth-store.ts';
import type { AuthorizationRequest, ConsentDesk, ConsentPrompt, DecidedBy, DecideOutcome, Decision, GatherEvidence } from './desk.ts';
import { type Entry, stageOf, viewOf } from './entry.ts';
import type { Lifetimes } from './lifetimes.ts';
import { grantedScopes, makeGrant } from './make-grant.ts';
import { makeMatchCode } from './match-code.ts';
import { createPresenter } from './present.ts';

type Deps = {
  readonly store: AuthStore;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly prompt: ConsentPrompt;
  /** How an answer of that prompt is written down. */
  readonly promptedBy: DecidedBy;
  /** An answer that could not be kept; the request goes on waiting. */
  readonly onFault: (error: unknown) => void;
  readonly evidence: GatherEvidence;
  readonly lifetimes: Lifetimes;
  /** Requests that may wait at once; null in a test profile. */
  readonly mostWaiting: number | null;
  /** A test profile's own consent; null asks the person. */
  readonly auto: { readonly by: DecidedBy } | null;
  /** The grants of a client that live now. */
  readonly liveGrants: (clientId: string) => readonly Grant[];
  /** Called after an Allow is durable and before anyone hears of it. */
  readonly onGranted: (grant: Grant) => void;
  /** Called before a "didn't ask for this" leaves; resolves when the client is held. */
  readonly onNotAsked: (client: Client) => Promise<void>;
  readonly compartments: () => readonly string[];
};

type Refusal = Extract<Answer['outcome'], 'denied' | 'unanswered' | 'withdrawn' | 'refused'>;

export function createDesk(deps: Deps): ConsentDesk {
  const { store, activity, clock, random, lifetimes } = deps;
  const entries = new Map<string, Entry>();
  const byHandle = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  const waiters = new Map<string, Set<() => void>>();
  const deniedWidenings = new Map<string, number>();
  const presenter = createPresenter(deps.prompt, (id, decision) => {
    decide(id, decision, deps.promptedBy).catch(deps.onFault);
  });

  const view = (entry: Entry) => viewOf(entry, { known: deps.liveGrants(entry.client.id).length > 0, compartments: deps.compartments() });
  const visible = () => [...entries.values()].filter((entry) => !entry.deciding && entry.visibleFrom <= clock.now());

  /** Announcements are counted apart: a flood of registrations must not keep a real login from being asked. */
  function isFull(stage: RequestView['stage']): boolean {
    return deps.mostWaiting !== null && [...entries.values()].filter((entry) => stageOf(entry) === stage).length >= deps.mostWaiting;
  }

  function changed(): void {
    // What can be answered comes before what is only announced.
    const [first] = visible().sort((left, right) => Number(stageOf(left) === 'announced') - Number(stageOf(right) === 'announced'));
    presenter.update(first === undefined ? undefined : view(first));
    for (const listener of listeners) listener();
  }

  function add(client: Client, asked: readonly Scope[], evidence: Entry['evidence'], lifetime: number): Entry {
    const now = clock.now();
    const entry: Entry = {
      id: `rq_${Buffer.from(random.bytes(9)).toString('base64url')}`,
      code: makeMatchCode(random),
      client,
      arrivedAt: now,
      request: null,
      handle: null,
      grant: null,
      asked,
      evidence,
      expiresAt: now + lifetime,
      visibleFrom: now,
      polls: 0,
      lastPollAt: now,
      deciding: false,
    };
    entries.set(entry.id, entry);
    return entry;
  }

  function remove(entry: Entry): void {
    entries.delete(entry.id);
    if (entry.handle !== null) byHandle.delete(entry.handle);
    for (const wake of waiters.get(entry.handle ?? '') ?? []) wake();
    changed();
  }

  function attach(entry: Entry, request: AuthorizationRequest): string {
    const now = clock.now();
    const handle = Buffer.from(random.bytes(32)).toString('base64url');
    entry.request = request;
    entry.handle = handle;
    entry.asked = entry.grant === null ? request.scopes : request.scopes.filter((scope) => !entry.grant?.scopes.includes(scope));
    entry.expiresAt = Math.min(now + lifetimes.asking, entry.arrivedAt + lifetimes.most);
    entry.visibleFrom = now;
    entry.lastPollAt = now;
    byHandle.set(handle, entry);
    return handle;
  }

  const sameRequest = (left: AuthorizationRequest, right: AuthorizationRequest): boolean =>
    left.redirectUri === right.redirectUri &&
    left.codeChallenge === right.codeChallenge &&
    left.state === right.state &&
    left.resource === right.resource &&
    left.issuer === right.issuer &&
    writeScopes(left.scopes) === writeScopes(right.scopes);

  async function join(request: AuthorizationRequest): ReturnType<ConsentDesk['join']> {
    const { client } = request;
    const evidence = await deps.evidence({ client, redirectUri: request.redirectUri, openedBy: request.openedBy });
    if (evidence.refused) return { refused: 'blocked' };
    const mine = [...entries.values()].filter((entry) => entry.client.id === client.id && !entry.deciding);
    const identical = mine.find((entry) => entry.request !== null && sameRequest(entry.request, request));
    if (identical?.handle) return { handle: identical.handle };
    const open = mine.find((entry) => entry.request === null && widens(entry, request));
    if (open === undefined && isFull('asking')) return { refused: 'busy' };
    const entry = open ?? add(client, request.scopes, evidence, lifetimes.asking);
    entry.evidence = evidence;
    const handle = attach(entry, request);
    activity.record({ kind: 'request.asked', clientId: client.id, requestId: entry.id, scope: writeScopes(entry.asked) });
    if (deps.auto === null) changed();
    else await decide(entry.id, { answer: 'allow', scopes: request.scopes, for: 'always', compartment: deps.compartments()[0] ?? 'default' }, deps.auto.by);
    return { handle };
  }

  async function decide(id: string, decision: Decision, by: DecidedBy): Promise<DecideOutcome> {
    const entry = entries.get(id);
    if (entry === undefined || entry.deciding) return 'gone';
    if (decision.answer === 'allow' && stageOf(entry) === 'announced') return 'announced';
    entry.deciding = true;
    try {
      const outcome = decision.answer === 'allow' ? await allow(entry, decision, by) : await deny(entry, decision.notAsked, by);
      if (outcome === 'decided' || outcome === 'refused') remove(entry);
      return outcome;
    } finally {
      entry.deciding = false;
      if (entries.has(id)) changed();
    }
  }

  async function allow(entry: Entry, decision: Extract<Decision, { answer: 'allow' }>, by: DecidedBy): Promise<DecideOutcome> {
    const { request, client } = entry;
    const chosen = grantedScopes(entry.asked, decision.scopes);
    if (chosen.length === 0) return 'nothing-granted';
    if (request !== null && (await listenerChanged(entry, request))) return 'changed';
    const now = clock.now();
    const grant =
      entry.grant === null
        ? makeGrant(client.id, decision, chosen, by, now, random)
        : { ...entry.grant, scopes: impliedBy([...entry.grant.scopes, ...chosen]) };
    const stored =
      request === null
        ? await store.grants.setScopes(grant.id, grant.scopes)
        : await store.answers.allow(answerTo(entry, request, 'allowed', grant, now), grant);
    if (!stored) {
      if (request !== null) await store.answers.refuse(answerTo(entry, request, 'denied', null, now));
      return 'refused';
    }
    deps.onGranted(grant);
    activity.record({ kind: 'request.allowed', clientId: client.id, requestId: entry.id, grantId: grant.id, scope: writeScopes(grant.scopes), by });
    return 'decided';
  }

  /** Ruling 11: the program behind the port may be another one by now than the person was shown. */
  async function listenerChanged(entry: Entry, { client, redirectUri, openedBy }: AuthorizationRequest): Promise<boolean> {
    const evidence = await deps.evidence({ client, redirectUri, openedBy });
    const differs = evidence.fingerprint !== entry.evidence.fingerprint;
    entry.evidence = evidence;
    return differs;
  }

  async function deny(entry: Entry, notAsked: boolean, by: DecidedBy): Promise<DecideOutcome> {
    // The hold comes before the answer: a client that is told "denied" must not find the door open once more.
    if (notAsked) await deps.onNotAsked(entry.client);
    if (entry.grant !== null) deniedWidenings.set(`${entry.grant.id} ${writeScopes(entry.asked)}`, clock.now() + lifetimes.wideningDenied);
    if (entry.request !== null) await store.answers.refuse(answerTo(entry, entry.request, 'denied', null, clock.now()));
    activity.record({ kind: 'request.denied', clientId: entry.client.id, requestId: entry.id, by });
    return 'decided';
  }

  function answerTo(entry: Entry, request: AuthorizationRequest, outcome: Answer['outcome'], grant: Grant | null, now: number): Answer {
    return {
      handleHash: hashHandle(entry.handle ?? ''),
      clientId: entry.client.id,
      outcome,
      grantId: grant?.id ?? null,
      redirectUri: request.redirectUri,
      state: request.state,
      issuer: request.issuer,
      codeChallenge: request.codeChallenge,
      resource: request.resource,
      scopes: grant?.scopes ?? [],
      answeredAt: now,
      expiresAt: entry.arrivedAt + lifetimes.most,
    };
  }

  async function end(entry: Entry, outcome: Refusal): Promise<void> {
    if (entry.deciding) return;
    entry.deciding = true;
    try {
      if (entry.request !== null) await store.answers.refuse(answerTo(entry, entry.request, outcome, null, clock.now()));
    } finally {
      remove(entry);
    }
    const kind = outcome === 'withdrawn' ? 'request.withdrawn' : 'request.unanswered';
    // An announcement that nothing followed is no unanswered prompt (ruling 4).
    if (stageOf(entry) === 'asking') activity.record({ kind, clientId: entry.client.id, requestId: entry.id });
  }

  return {
    join,
    decide,
    announce(client) {
      if (isFull('announced')) return;
      const entry = add(client, [], { facts: [], warnings: [], fingerprint: '', refused: false }, lifetimes.announced);
      deps.evidence({ client, redirectUri: null, openedBy: 'unknown' }).then(
        (evidence) => {
          if (entry.request === null) entry.evidence = evidence;
          changed();
        },
        () => changed(),
      );
    },
    async widen(grant, needed) {
      const now = clock.now();
      const asked = impliedBy([needed]).filter((scope) => !grant.scopes.includes(scope));
      const client = await store.clients.find(grant.clientId);
      const waits = [...entries.values()].some((entry) => entry.grant?.id === grant.id || (entry.client.id === grant.clientId && entry.asked.includes(needed)));
      const denied = (deniedWidenings.get(`${grant.id} ${writeScopes(asked)}`) ?? 0) > now;
      if (client === null || waits || denied || asked.length === 0) return;
      if (isFull('asking')) return;
      const evidence = await deps.evidence({ client, redirectUri: null, openedBy: 'unknown' });
      const entry = add(client, asked, evidence, lifetimes.asking);
      entry.grant = grant;
      entry.visibleFrom = now + lifetimes.widening;
      changed();
    },
    list: () => visible().map(view),
    find: (id) => {
      const entry = entries.get(id);
      return entry === undefined || entry.deciding ? null : view(entry);
    },
    waiting(handle) {
      const entry = byHandle.get(handle);
      return entry === undefined ? null : { code: entry.code, clientName: entry.client.label ?? entry.client.name, expiresAt: entry.expiresAt };
    },
    async untilAnswered(handle, timeout, signal) {
      const entry = byHandle.get(handle);
      if (entry === undefined || signal.aborted) return;
      entry.polls += 1;
      await new Promise<void>((resolve) => {
        const mine = waiters.get(handle) ?? new Set();
        const wake = () => {
          clearTimeout(timer);
          mine.delete(wake);
          if (mine.size === 0) waiters.delete(handle);
          entry.lastPollAt = clock.now();
          resolve();
        };
        const timer = setTimeout(wake, timeout);
        signal.addEventListener('abort', wake, { once: true });
        waiters.set(handle, mine.add(wake));
      });
    },
    async withdraw(handle) {
      const entry = byHandle.get(handle);
      if (entry !== undefined) await end(entry, 'withdrawn');
    },
    async drop(clientIds) {
      for (const entry of [...entries.values()]) if (clientIds.includes(entry.client.id)) await end(entry, 'denied');
    },
    async tick() {
      const now = clock.now();
      let appeared = false;
      for (const entry of [...entries.values()]) {
        const polling = waiters.has(entry.handle ?? '');
        if (entry.expiresAt <= now) await end(entry, 'unanswered');
        else if (entry.polls >= 2 && !polling && now - entry.lastPollAt > lifetimes.silence) await end(entry, 'withdrawn');
        else if (entry.grant !== null && entry.visibleFrom <= now) appeared = true;
      }
      for (const [key, until] of deniedWidenings) if (until <= now) deniedWidenings.delete(key);
      if (appeared) changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      presenter.close();
      for (const handle of [...waiters.keys()]) for (const wake of [...(waiters.get(handle) ?? [])]) wake();
      listeners.clear();
      entries.clear();
      byHandle.clear();
    },
  };
}

/** An announced registration is joined by any first request; a widening only by one that asks for what it needs. */
function widens(entry: Entry, request: AuthorizationRequest): boolean {
  return entry.grant === null || entry.asked.every((scope) => request.scopes.includes(scope));
}

/** The waiting page's secret as it is kept: the browser holds the only copy. */
export function hashHandle(handle: string): string {
  return createHash('sha256').update(handle).digest('base64url');
}
