import type { Limits } from '../consent/attention/budget.ts';
import type { Lifetimes } from '../consent/lifetimes.ts';
import type { ForwardedHeader } from '../http/caller.ts';
import type { SigningAlgorithm } from '../oauth/tokens/kept-key.ts';
import type { Place } from '../shared/place.ts';
import type { Traffic } from '../shared/traffic.ts';

/** Chosen at the start and for good. */
export type GatehouseConfiguration = {
  readonly signingAlgorithm: SigningAlgorithm;
  /** The origin that a proxy on this machine serves us under; null without one. */
  readonly externalIssuer: string | null;
  /** What that proxy says about its callers and is believed; nothing unless the person listed it. */
  readonly forwardedHeaders: readonly ForwardedHeader[];
  readonly traffic: Traffic;
  readonly lifetimes: Lifetimes;
  readonly testProfile: boolean;
  /** How often the person may be asked; null without end. */
  readonly promptLimits: Limits | null;
  /** `auto` only ever in a test profile. */
  readonly consent: 'ask' | 'auto';
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  /** The account that Gatehouse runs under, as a proxy is told. */
  readonly userName: string;
  readonly place: Place;
};
