/** What one caller may ask of the broker, so that the others are always answered. */
export type Traffic = {
  /** On one connection, of what is served without a token. */
  readonly requestsPerMinute: number;
  /** Of one program, or on one connection where the program is not known; each costs a durable write. */
  readonly registrationsPerMinute: number;
  /** Access tokens handed to one client; each costs a durable write. */
  readonly tokensPerMinute: number;
  /** Of one client to the MCP endpoint and the memories. */
  readonly callsPerMinute: number;
  /** Of those, how many may be running; less than half of the connections that are answered at once. */
  readonly callsAtOnce: number;
  /** Milliseconds until an answer must have begun. */
  readonly longestAnswer: number;
};

const LONGEST_ANSWER = 60_000;

export const TRAFFIC: Traffic = {
  requestsPerMinute: 600,
  registrationsPerMinute: 120,
  tokensPerMinute: 60,
  callsPerMinute: 600,
  callsAtOnce: 40,
  longestAnswer: LONGEST_ANSWER,
};

/** For test profiles, and for tests whose clock stands still. */
export const UNLIMITED_TRAFFIC: Traffic = {
  requestsPerMinute: Number.POSITIVE_INFINITY,
  registrationsPerMinute: Number.POSITIVE_INFINITY,
  tokensPerMinute: Number.POSITIVE_INFINITY,
  callsPerMinute: Number.POSITIVE_INFINITY,
  callsAtOnce: Number.POSITIVE_INFINITY,
  longestAnswer: LONGEST_ANSWER,
};
