/** Milliseconds: so long after an arrival "yesterday" may still begin where the journey did. */
const EVERY = 60_000;

/**
 * Where this computer says it is, now: a laptop travels while the broker runs. `TZ` overrides it.
 * @param monotonic milliseconds that nobody can set
 * @param environment this process's own, in earnest
 * @returns a function for the zone's IANA name
 */
export function createSystemTimeZone(monotonic: () => number, environment: NodeJS.ProcessEnv = process.env): () => string {
  let zone = look(environment);
  let lookedAt = monotonic();
  return () => {
    if (monotonic() - lookedAt < EVERY) return zone;
    lookedAt = monotonic();
    zone = look(environment);
    return zone;
  };
}

function look(environment: NodeJS.ProcessEnv): string {
  // V8 asks the system once, and again only when Node tells it that TZ has changed, which it does for this as well.
  if (environment.TZ === undefined) delete environment.TZ;
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
