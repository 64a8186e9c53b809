/** @returns IANA name of where this computer says it is; `TZ` overrides it */
export function systemTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
