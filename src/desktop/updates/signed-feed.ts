/**
 * What a release says of itself, signed with a key that the feed's server does not have: whoever takes over that server can
 * withhold an update, but cannot make one. Where the system checks a signature too (macOS, Windows), this comes first.
 */
import { createPublicKey, sign, verify } from 'node:crypto';

/** The parts of electron-updater's feed file that decide what is installed. */
export type Feed = {
  readonly version: string;
  readonly files: readonly { readonly url: string; readonly sha512: string }[];
  /** Base64, Ed25519. */
  readonly signature?: unknown;
};

function statementOf({ version, files }: Feed): Buffer {
  return Buffer.from(JSON.stringify(['gatehouse update', version, files.map(({ url, sha512 }) => [url, sha512])]));
}

/** @param privateKey PEM. @returns the signature, base64 */
export function signFeed(feed: Feed, privateKey: string): string {
  return sign(null, statementOf(feed), privateKey).toString('base64');
}

/** @param publicKey PEM. @returns false as well when nothing is named, because then nothing would be checked */
export function isSigned(feed: Feed, publicKey: string): boolean {
  if (typeof feed.signature !== 'string' || feed.files.length === 0) return false;
  // Another kind of key would choose its own hash, and with it its own strength.
  const key = createPublicKey(publicKey);
  return key.asymmetricKeyType === 'ed25519' && verify(null, statementOf(feed), key, Buffer.from(feed.signature, 'base64'));
}
