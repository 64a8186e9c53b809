/** What the bridge says to the person, by way of the program that started it. */

/** A sentence for the person. Whoever catches it has nothing to add. */
export class Unable extends Error {
  override readonly name = 'Unable';
  /** `away`: the broker may come back. `settled`: asking again would only bother the person. */
  readonly kind: 'away' | 'settled' | 'refused';
  constructor(message: string, kind: Unable['kind'] = 'refused') {
    super(message);
    this.kind = kind;
  }
}

export const NOT_RUNNING = 'Gatehouse is not running. Start it, then try again.';
export const MAYBE_DONE = 'Gatehouse stopped while it was doing this. Look whether it was done before you repeat it.';
export const LOST =
  'The answer from Gatehouse was cut off. Try again; if it happens again, look in the Gatehouse window whether this program is still connected.';
export const TOO_LONG = 'This message is too long for Gatehouse.';

export function waitingFor(code: string, place: string): string {
  return `waiting for your answer in Gatehouse (code ${code}). ${place}`;
}

/** The answers of the broker where it gives no token, by their OAuth code. */
export function refusal(error: unknown, description: unknown): Unable {
  const why = typeof description === 'string' ? description : 'it did not say why';
  if (error === 'access_denied') return new Unable(`Gatehouse: ${why}. To be asked again, quit this program and start it again.`, 'settled');
  return new Unable(`Gatehouse: ${why}. Try again in a minute.`);
}

/** An answer of `/mcp` that is no message. */
export function answered(status: number, description: string | null): string {
  if (status === 403) return `Gatehouse: ${description ?? 'this needs a permission that was not given'}. Allow it in Gatehouse, then try again.`;
  if (status === 413) return TOO_LONG;
  if (status === 429) return 'Gatehouse: this program asks too much at once. Try again in a minute.';
  if (status === 503) return `Gatehouse: ${description ?? 'access is paused'}. Try again when you have resumed it in Gatehouse.`;
  return `Gatehouse answered with ${status}${description === null ? '' : `: ${description}`}.`;
}
