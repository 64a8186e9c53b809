/** Asking the person for a bridge: one question for however many bridges one program starts, and one answer for all of them. */
import type { ConsentDesk } from '../../consent/desk.ts';
import { BRIDGE_RECEIVER, type BridgeWaiting } from '../../shared/bridge.ts';
import type { Clock, Random } from '../../shared/edge.ts';
import { hashSecret, makeSecret } from '../../shared/secrets.ts';
import type { Answer, Client } from '../../store/auth-store.ts';
import { refusalOf } from '../authorize/ask-the-person.ts';
import type { Spelling } from '../spellings.ts';
import type { TokenResponse } from '../token/issue.ts';

/** Milliseconds. Shorter than the silence after which a question is withdrawn because nobody waits for its answer. */
const POLL = 10_000;
/** Milliseconds that a No holds for whatever else the program has started beside the bridge that was refused. */
const NO_HOLDS = 60_000;

export type Asked = TokenResponse | BridgeWaiting | { readonly refused: Exclude<Answer['outcome'], 'allowed'> };

type Question = {
  readonly handle: Promise<string>;
  polling: Promise<Asked> | null;
  /** Taken once, for all: whoever comes second would find nothing and ask the person again. */
  settling: Promise<Asked | null> | null;
  no: { readonly asked: Asked; readonly until: number } | null;
};

type Deps = {
  readonly desk: Pick<ConsentDesk, 'join' | 'untilAnswered' | 'waiting'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Takes the answer, once. @returns null when there is none to take */
  readonly take: (handleHash: string, spelling: Spelling) => Promise<Asked | null>;
  /** Where the person finds the question, as a sentence. */
  readonly place: string;
};

export type AskForBridge = (client: Client, spelling: Spelling) => Promise<Asked>;

/** @returns a function that resolves with the answer, or after some seconds with the news that there is none yet */
export function createAskForBridge({ desk, clock, random, take, place }: Deps): AskForBridge {
  const open = new Map<string, Question>();

  return async function ask(client, spelling) {
    const earlier = open.get(client.id);
    const over = earlier === undefined ? null : await finished(client.id, earlier, spelling);
    if (over !== null) return over;
    const question = open.get(client.id) ?? begin(client, spelling);
    // One poll for all: a page polls once at a time, and a bridge that leaves must not take the others' away.
    question.polling ??= poll(client.id, question, spelling).finally(() => {
      question.polling = null;
    });
    return question.polling;
  };

  /** What came while nobody polled. A question that ended without the person is asked again: somebody is here who waits for it. */
  async function finished(id: string, question: Question, spelling: Spelling): Promise<Asked | null> {
    if (question.no !== null && clock.now() < question.no.until) return question.no.asked;
    if (question.polling !== null || desk.waiting(await question.handle) !== null) return null;
    const asked = question.no === null ? await settle(id, question, spelling) : null;
    if (asked !== null && ('access_token' in asked || ('refused' in asked && asked.refused === 'denied'))) return asked;
    close(id, question);
    return null;
  }

  function begin(client: Client, spelling: Spelling): Question {
    const question: Question = { handle: join(client, spelling), polling: null, settling: null, no: null };
    open.set(client.id, question);
    question.handle.catch(() => close(client.id, question));
    return question;
  }

  /** Another one may be open by now. */
  function close(id: string, question: Question): void {
    if (open.get(id) === question) open.delete(id);
  }

  async function join(client: Client, { issuer, resource }: Spelling): Promise<string> {
    const joined = await desk.join({
      client,
      redirectUri: BRIDGE_RECEIVER,
      state: null,
      // The code never leaves the broker; a challenge of its own keeps it from being anybody else's.
      codeChallenge: makeSecret(random),
      resource,
      issuer,
      scopes: ['memory:read', 'memory:write'],
      openedBy: 'program',
      website: null,
    });
    if ('refused' in joined) throw refusalOf(joined.refused);
    return joined.handle;
  }

  async function poll(id: string, question: Question, spelling: Spelling): Promise<Asked> {
    const handle = await question.handle;
    await desk.untilAnswered(handle, POLL, new AbortController().signal);
    const waiting = desk.waiting(handle);
    if (waiting !== null) return { waiting: true, code: waiting.code, place };
    return (await settle(id, question, spelling)) ?? { refused: 'unanswered' };
  }

  function settle(id: string, question: Question, spelling: Spelling): Promise<Asked | null> {
    question.settling ??= takeAnswer(id, question, spelling);
    return question.settling;
  }

  async function takeAnswer(id: string, question: Question, spelling: Spelling): Promise<Asked | null> {
    try {
      const asked = await take(hashSecret(await question.handle), spelling);
      if (asked !== null && 'refused' in asked && asked.refused === 'denied') question.no = { asked, until: clock.now() + NO_HOLDS };
      else close(id, question);
      return asked;
    } catch (error) {
      // The answer may still be there: whoever asks next tries again.
      question.settling = null;
      throw error;
    }
  }
}
