import type { Random } from '../../shared/edge.ts';
import { hashSecret, makeSecret } from '../../shared/secrets.ts';

/** Milliseconds; a bridge shows its ticket at once. */
const LIFETIME = 60_000;
const MOST = 256;

export type Tickets = {
  make(): string;
  /** @returns whether it was good; it is not any more */
  take(ticket: string): boolean;
};

/**
 * Only whoever reaches the control socket, and so is this user, gets one: the port alone asks nobody for a bridge.
 * @param monotonic milliseconds that nobody can set
 */
export function createTickets(monotonic: () => number, random: Random): Tickets {
  const made = new Map<string, number>();
  return {
    make() {
      const ticket = makeSecret(random, 'ghb_');
      for (const [hash, at] of made) if (made.size >= MOST || at + LIFETIME <= monotonic()) made.delete(hash);
      made.set(hashSecret(ticket), monotonic());
      return ticket;
    },
    take(ticket) {
      const hash = hashSecret(ticket);
      const at = made.get(hash);
      made.delete(hash);
      return at !== undefined && monotonic() < at + LIFETIME;
    },
  };
}
