import type { Seen } from './connector.ts';

/**
 * Only what was made here: an entry of the same name that somebody wrote is theirs until they say so themselves.
 * @param here the address that the entry should lead to
 * @returns why the entry has to be made anew, as a clause; null where it leads here, whatever else stands in it
 */
export function whyRepair({ state, madeHere, addresses }: Seen, here: string): string | null {
  if (state === 'vanished') return 'its entry is gone';
  if (state !== 'different' || !madeHere) return null;
  const address = addresses.find(({ name }) => name === 'gatehouse')?.address;
  if (address === here) return null;
  return address === undefined ? 'its entry was changed' : `its entry leads to ${address}`;
}
