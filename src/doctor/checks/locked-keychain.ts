import type { Check } from '../facts.ts';

/** Ruling 18: without its keychain Gatehouse does not start, and never keeps keys elsewhere by itself. */
export const lockedKeychain: Check = ({ keychain, now }) => {
  if (keychain.state !== 'fails') return [];
  const { what, todo, at } = keychain;
  const when = at === null ? '' : `, as it said when Gatehouse was started ${ago(now - at)}`;
  return [{ check: 'locked-keychain', what: 'The keys of this profile cannot be read', why: `${what}${when}`, todo }];
};

/** @param span milliseconds */
function ago(span: number): string {
  const minutes = Math.floor(span / 60_000);
  return minutes < 1 ? 'less than a minute ago' : `${minutes} min ago`;
}
