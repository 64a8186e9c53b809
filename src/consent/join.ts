/** A checked authorization request arrives at the desk. */
import { writeScopes } from '../shared/scopes.ts';
import { askerOf } from './attention/asker.ts';
import { type DeskContext, waitingIn } from './context.ts';
import type { AuthorizationRequest, ConsentDesk, DeskRefusal } from './desk.ts';
import { type Entry, stageOf } from './entry.ts';
import type { Look } from './look.ts';

export function createJoin(context: DeskContext, looks: Look, decide: ConsentDesk['decide']): ConsentDesk['join'] {
  const { queue, attention, activity, auto, clock, changed } = context;

  return async (request) => {
    const { client } = request;
    // Nobody waits for the prompt of a test profile, so it looks to the end.
    const { evidence, rest } = auto === null ? await looks.first(request) : { evidence: await context.evidence(request, 'quick'), rest: null };
    // From here to the handle nothing waits: two identical requests at once find each other, and a hold that came while
    // the evidence was gathered has emptied the desk already.
    const obstacle = evidence.refused ? 'other_user' : context.obstacle(client);
    if (obstacle !== null) return { refused: obstacle };
    const mine = queue.all().filter((entry) => entry.client.id === client.id);
    // Also one that is being answered this moment: its waiting page leads to that answer.
    const identical = mine.find((entry) => entry.request !== null && sameRequest(entry.request, request));
    if (identical?.handle) return { handle: identical.handle };
    const open = mine.find((entry) => !entry.deciding && entry.request === null && mayJoin(entry, request));
    const refused = admit(open, request);
    if (refused !== null) return { refused };
    const entry = open === undefined ? queue.add({ client, asked: request.scopes, evidence, lifetime: context.lifetimes.asking }) : unread(open);
    entry.evidence = evidence;
    entry.fingerprint = evidence.fingerprint;
    entry.lookedAt = clock.now();
    const handle = queue.attach(entry, request);
    if (rest !== null) looks.follow(entry, rest);
    activity.record({ kind: 'request.asked', clientId: client.id, requestId: entry.id, scope: writeScopes(entry.asked) });
    if (auto === null) changed();
    else await decide(entry.id, { answer: 'allow', scopes: request.scopes, for: 'always', compartment: context.compartments.list()[0]?.id ?? '' }, auto.by);
    return { handle };
  };

  /** What waits already was counted when it appeared; a widening has taken its place in the queue as well. */
  function admit(open: Entry | undefined, { client, website }: AuthorizationRequest): DeskRefusal | null {
    const asker = askerOf(client, website);
    if (open === undefined) return attention.admit(asker, waitingIn(context, 'asking'));
    return stageOf(open) === 'announced' ? attention.admitCounted(asker, waitingIn(context, 'asking')) : null;
  }

  /**
   * A widening that somebody has read already can be allowed by its id at any moment. A code for whoever comes later must
   * not be in that answer, so the question leaves and comes back as another (ruling 4: what is on screen never changes).
   */
  function unread(open: Entry): Entry {
    const { client, asked, evidence, grant } = open;
    if (grant === null || open.visibleFrom > clock.now()) return open;
    queue.remove(open);
    return queue.add({ client, asked, evidence, lifetime: context.lifetimes.asking, grant });
  }
}

/** An announced registration is joined by any first request; a widening only by one that asks for what it needs. */
function mayJoin(entry: Entry, request: AuthorizationRequest): boolean {
  // A page that a website opened must not take the place of what the program announced or called for (ruling 12).
  if (request.website !== null) return false;
  // One call is no login: whoever allows it must not hand out a code with it.
  if (entry.call !== null) return false;
  return entry.grant === null || entry.asked.every((scope) => request.scopes.includes(scope));
}

/** Only an identical repeat joins a request that waits (ruling 4): the reload of a tab, not a second login. */
function sameRequest(left: AuthorizationRequest, right: AuthorizationRequest): boolean {
  return (
    left.redirectUri === right.redirectUri &&
    left.codeChallenge === right.codeChallenge &&
    left.state === right.state &&
    left.resource === right.resource &&
    left.issuer === right.issuer &&
    writeScopes(left.scopes) === writeScopes(right.scopes)
  );
}
