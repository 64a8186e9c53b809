/**
 * `node scripts/sign-feed.ts FEED.yml...`: adds the signature that copies of Gatehouse check before they fetch an update. The
 * private key (PEM, Ed25519) is in GATEHOUSE_UPDATE_KEY, the public one that the copies have in GATEHOUSE_UPDATE_PUBLIC_KEY.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Feed, isSigned, signFeed } from '../src/desktop/updates/signed-feed.ts';

const { GATEHOUSE_UPDATE_KEY: privateKey = '', GATEHOUSE_UPDATE_PUBLIC_KEY: publicKey = '' } = process.env;
const paths = process.argv.slice(2);
if (privateKey === '' || publicKey === '' || paths.length === 0) {
  console.error('Name the feeds, and set GATEHOUSE_UPDATE_KEY and GATEHOUSE_UPDATE_PUBLIC_KEY.');
  process.exit(2);
}
for (const path of paths) {
  const text = readFileSync(path, 'utf8');
  const feed = parse(text) as Feed;
  if (feed.signature !== undefined) throw new Error(`${path} is signed already`);
  const signature = signFeed(feed, privateKey);
  // A key that does not fit the copies that are out there would end updates for good.
  if (!isSigned({ ...feed, signature }, publicKey)) throw new Error(`${path} could not be checked with the public key`);
  writeFileSync(path, `${text.trimEnd()}\nsignature: ${signature}\n`);
  console.log(`${path}: ${feed.version}, ${feed.files.length} files`);
}
