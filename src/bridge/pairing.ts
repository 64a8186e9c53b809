/** A token for as long as this process lives. It is never written anywhere: when it has run out, the broker looks again who asks. */
import { BRIDGE_PATH, type BridgeTicket, type BridgeToken, type BridgeWaiting } from '../shared/bridge.ts';
import { createHttp, type Http, textOf, Unreached } from './http.ts';
import { NOT_RUNNING, refusal, Unable, waitingFor } from './words.ts';

/** One call on the control socket. @throws an error named `NoBroker` where nobody listens there */
export type CallControl = <Result>(method: string) => Promise<Result>;

type Deps = {
  readonly control: CallControl;
  /** Milliseconds that nobody can set. */
  readonly now: () => number;
  /** 256 random bits, base64url; what this bridge is where the system does not tell. */
  readonly instance: string;
  readonly log: (line: string) => void;
};

export type Paired = { readonly http: Http; readonly mcp: URL; readonly token: string };

export type Pairing = {
  /** @throws Unable */
  paired(): Promise<Paired>;
  /** The broker refused this token, or was not there. */
  forget(paired: Paired): void;
  close(): void;
};

/** Milliseconds before its end at which a token is not used for another request. */
const MARGIN = 20_000;

export function createPairing({ control, now, instance, log }: Deps): Pairing {
  let held: { readonly paired: Paired; readonly until: number } | null = null;
  let pairing: Promise<Paired> | null = null;
  /** The person said no, or ended it: they are not asked again by the same process. */
  let settled: Unable | null = null;
  let wasPaired = false;
  let http: { readonly mcp: string; readonly http: Http } | null = null;

  async function pair(): Promise<Paired> {
    for (let code = ''; ; ) {
      const { ticket, mcp, certificate } = await control<BridgeTicket>('bridge.pair').catch((error: unknown) => {
        throw error instanceof Error && error.name === 'NoBroker' ? new Unable(NOT_RUNNING, 'away') : error;
      });
      if (http?.mcp !== mcp) {
        http?.http.close();
        http = { mcp, http: createHttp({ mcp, certificate }) };
      }
      const answer = await show(ticket, http.http, new URL(BRIDGE_PATH, mcp));
      if ('access_token' in answer) {
        held = { paired: { http: http.http, mcp: new URL(mcp), token: answer.access_token }, until: now() + answer.expires_in * 1_000 - MARGIN };
        wasPaired = true;
        return held.paired;
      }
      if (answer.code !== code) log(waitingFor(answer.code, answer.place));
      code = answer.code;
    }
  }

  async function show(ticket: string, { post }: Http, url: URL): Promise<BridgeToken | BridgeWaiting> {
    const body = JSON.stringify({ ticket, instance, again: wasPaired });
    const request = { url, headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(60_000) };
    const response = await post(request).catch((error: unknown) => {
      throw error instanceof Unreached ? new Unable(NOT_RUNNING, 'away') : error;
    });
    const answer = JSON.parse(await textOf(response)) as BridgeToken | BridgeWaiting | { readonly error: string; readonly error_description: string };
    if ('error' in answer) throw refusal(answer.error, answer.error_description);
    return answer;
  }

  return {
    async paired() {
      if (settled !== null) throw settled;
      if (held !== null && now() < held.until) return held.paired;
      held = null;
      pairing ??= pair()
        .catch((error: unknown) => {
          if (error instanceof Unable && error.kind === 'settled') settled = error;
          throw error;
        })
        .finally(() => {
          pairing = null;
        });
      return pairing;
    },
    forget(paired) {
      if (held?.paired === paired) held = null;
    },
    close: () => http?.http.close(),
  };
}
