import { LIMITS } from '../consent/attention/budget.ts';
import type { ChosenSettings } from '../edge/settings/declared.ts';
import { userName } from '../edge/user-name.ts';
import type { GatehouseConfiguration } from '../gatehouse/configuration.ts';
import { TRAFFIC, UNLIMITED_TRAFFIC } from '../shared/traffic.ts';
import type { Start } from './start.ts';
import type { TakenProfile } from './take-profile.ts';

type Parts = {
  readonly start: Pick<Start, 'host' | 'version' | 'lifetimes' | 'place'>;
  readonly settings: ChosenSettings;
  readonly taken: Pick<TakenProfile, 'profile' | 'consent'>;
};

/** What holds from this start to its end. */
export function configurationOf({ start: { host, version, lifetimes, place }, settings, taken: { profile, consent } }: Parts): GatehouseConfiguration {
  return {
    signingAlgorithm: settings.signingAlgorithm ?? 'ES256',
    externalIssuer: settings.externalIssuer ?? null,
    forwardedHeaders: settings.forwardedHeaders ?? [],
    traffic: profile.test ? UNLIMITED_TRAFFIC : TRAFFIC,
    lifetimes,
    testProfile: profile.test,
    promptLimits: profile.test ? null : LIMITS,
    consent,
    host,
    version,
    userName: userName(),
    place,
  };
}
