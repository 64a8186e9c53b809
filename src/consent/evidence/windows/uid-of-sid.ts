/** Accounts of Windows itself: LocalSystem, LocalService, NetworkService. */
const SYSTEM_SIDS: ReadonlySet<string> = new Set(['S-1-5-18', 'S-1-5-19', 'S-1-5-20']);

/** Windows names users by security identifiers; for the rules that count users it is enough whose a program is. */
export const OWN_UID = 1;
const [SYSTEM_UID, OTHER_UID] = [0, 2];

/** @returns null where the identifier could not be determined, as it is for programs that we may not look into */
export function uidOfSid(sid: string | null, own: string | null): number | null {
  if (sid === null || own === null) return null;
  if (sid === own) return OWN_UID;
  return SYSTEM_SIDS.has(sid) ? SYSTEM_UID : OTHER_UID;
}
