/** How long a request waits, in milliseconds. */
export type Lifetimes = {
  /** An announced registration, until its authorization request joins. */
  readonly announced: number;
  /** A request that can be answered: 120 s in a popup, 300 s where a person has to find a terminal. */
  readonly asking: number;
  /** What "more time" gives, once. */
  readonly extension: number;
  /** From arrival to the end of everything, extensions included. */
  readonly most: number;
  /** A closed browser tab is noticed after this much silence, once the page has polled twice. */
  readonly silence: number;
  /** A widening waits this long for its client's own authorization request. */
  readonly widening: number;
  /** After a Deny, calls do not ask for that permission again for so long. */
  readonly wideningDenied: number;
  /** An allowed call has to come back within this (ruling 22). */
  readonly callAllowed: number;
  /** A prompt waits this long for what can be seen of the programs; it is shown without, and completed when more is seen. */
  readonly firstLook: number;
  /** Between two looks while nothing was seen. */
  readonly nextLook: number;
};

const MINUTE = 60_000;

export const POPUP_LIFETIMES: Lifetimes = {
  announced: 2 * MINUTE,
  asking: 2 * MINUTE,
  extension: 2 * MINUTE,
  most: 10 * MINUTE,
  silence: 15_000,
  widening: 2_000,
  wideningDenied: 24 * 60 * MINUTE,
  callAllowed: MINUTE,
  firstLook: 1_500,
  nextLook: 3_000,
};

export const HEADLESS_LIFETIMES: Lifetimes = { ...POPUP_LIFETIMES, asking: 5 * MINUTE };
