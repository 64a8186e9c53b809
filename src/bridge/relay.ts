/** One line of the program goes to `/mcp`, and whatever comes back goes to the program. */
import type { IncomingMessage } from 'node:http';
import { createEvents } from './events.ts';
import { textOf, Unreached } from './http.ts';
import { asked, headersOf, isRepeatable, type Line, type Message } from './message.ts';
import type { Paired, Pairing } from './pairing.ts';
import { answered, LOST, MAYBE_DONE, Unable } from './words.ts';

type Deps = {
  readonly pairing: Pairing;
  /** Gives one message to the program. Resolves when there is room for the next. */
  readonly give: (text: string) => Promise<void>;
  /** Milliseconds that nobody can set. */
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly log: (line: string) => void;
};

/** Milliseconds that a call waits for a broker that is not there: a restart takes less. */
const PATIENCE = 20_000;
const PAUSE = 250;
const LONGEST_PAUSE = 30_000;
/** Milliseconds that a stream lives at least, when nothing is wrong. */
const SHORT = 5_000;

export type Relay = (line: Line, signal: AbortSignal) => Promise<void>;

/** @returns a function that throws Unable when the line's requests are to be answered with a sentence */
export function createRelay({ pairing, give, now, wait, log }: Deps): Relay {
  /** What `initialize` ended with, for the headers of the older era. */
  let negotiated: string | null = null;

  return async function relay(line, signal) {
    const listens = line.messages.some(({ method }) => method === 'subscriptions/listen');
    const heard = { acknowledged: false };
    let since = now();
    for (let [refused, pause] = [0, PAUSE]; !signal.aborted; ) {
      const began = now();
      const outcome = await attempt(line, signal, listens ? heard : null).catch((error: unknown) => {
        if (error instanceof Unable && error.kind === 'away' && now() - since < PATIENCE) return 'away' as const;
        throw error;
      });
      if (outcome === 'done' || signal.aborted) return;
      // A token that is refused is replaced once; whoever is refused with the new one too is refused.
      if (outcome === 'refused' && ++refused > 1) throw new Unable(LOST);
      if (outcome === 'away' && now() - since >= PATIENCE) throw new Unable(LOST);
      if (outcome === 'heard') [refused, since] = [0, now()];
      // A stream that ends as soon as it is opened is opened again more and more slowly.
      pause = outcome === 'heard' && now() - began < SHORT ? Math.min(2 * pause, LONGEST_PAUSE) : PAUSE;
      if (outcome !== 'refused') await wait(pause, signal);
    }
  };

  /** `away`: send it again when the broker is back. `heard`: a stream of changes has ended, and goes on with the next. */
  async function attempt(line: Line, signal: AbortSignal, listening: { acknowledged: boolean } | null): Promise<'done' | 'refused' | 'away' | 'heard'> {
    const paired = await pairing.paired();
    const response = await send(line, paired, signal);
    if (response === 'away') return 'away';
    const { statusCode: status = 0, headers } = response;
    if (status === 401) {
      response.resume();
      pairing.forget(paired);
      return 'refused';
    }
    const isStream = /^text\/event-stream/i.test(headers['content-type'] ?? '');
    if (status === 200 && isStream) return hear(line, response, paired, signal, listening);
    const text = await textOf(response).catch(() => '');
    // It holds its port already and is still opening its files; whoever is paused is told so in words.
    if (status === 503 && text === '') {
      pairing.forget(paired);
      return 'away';
    }
    if (status === 202 || (asked(line).length === 0 && status < 300)) return 'done';
    if (isMessage(text)) await give(text);
    else if (signal.aborted) return 'done';
    else throw new Unable(answered(status, describe(headers['www-authenticate'], text)));
    note(line, text);
    return 'done';
  }

  async function send(line: Line, paired: Paired, signal: AbortSignal): Promise<IncomingMessage | 'away'> {
    const { http, mcp, token } = paired;
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
      ...headersOf(line, negotiated),
    };
    try {
      return await http.post({ url: mcp, headers, body: line.text, signal });
    } catch (error) {
      if (!(error instanceof Unreached) || signal.aborted) throw error;
      pairing.forget(paired);
      if (error.sent && !isRepeatable(line)) throw new Unable(MAYBE_DONE);
      return 'away';
    }
  }

  /** Progress and the answer, or changes for as long as the program listens. */
  async function hear(line: Line, response: IncomingMessage, paired: Paired, signal: AbortSignal, listening: { acknowledged: boolean } | null) {
    const open = new Set(asked(line));
    const events = createEvents();
    response.setEncoding('utf8');
    try {
      for await (const chunk of response) {
        for (const data of events(chunk as string)) {
          const message = JSON.parse(data) as Message;
          // The broker says that it ends; the program goes on listening, and the next stream's first word it has heard.
          if (listening !== null && message.id !== undefined && message.error === undefined) continue;
          if (listening !== null && message.method === 'notifications/subscriptions/acknowledged') {
            if (listening.acknowledged) continue;
            listening.acknowledged = true;
          }
          if (message.id !== undefined && message.id !== null && message.method === undefined) open.delete(message.id);
          note(line, data);
          await give(data);
        }
      }
    } catch (error) {
      if (!signal.aborted) log(`a stream of Gatehouse broke off (${String(error)})`);
    }
    if (open.size === 0 || signal.aborted) return 'done' as const;
    pairing.forget(paired);
    if (listening !== null) return 'heard' as const;
    if (isRepeatable(line)) return 'away' as const;
    throw new Unable(MAYBE_DONE);
  }

  function note({ messages }: Line, answer: string): void {
    if (!messages.some(({ method }) => method === 'initialize')) return;
    const version = (JSON.parse(answer) as { result?: { protocolVersion?: unknown } }).result?.protocolVersion;
    if (typeof version === 'string') negotiated = version;
  }
}

/** Whether the program can read it: an answer, whatever status it came with. */
function isMessage(text: string): boolean {
  try {
    const value = JSON.parse(text) as { jsonrpc?: unknown; id?: unknown } | readonly unknown[];
    return Array.isArray(value) || ('jsonrpc' in value && value.jsonrpc === '2.0' && value.id !== null && value.id !== undefined);
  } catch {
    return false;
  }
}

/** Why, in the words of the broker: of its challenge, of an OAuth error, or of a JSON-RPC error that names no request. */
function describe(challenge: string | undefined, text: string): string | null {
  const described = /error_description="([^"]*)"/.exec(challenge ?? '')?.[1];
  if (described !== undefined) return described;
  try {
    const { error, error_description: description } = JSON.parse(text) as { error?: { message?: unknown }; error_description?: unknown };
    const words = description ?? error?.message;
    return typeof words === 'string' ? words : null;
  } catch {
    return null;
  }
}
