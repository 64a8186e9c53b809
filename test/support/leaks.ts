/** K1: wherever something stays behind, no secret does. What is found is collected here and fails the test file. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashSecret } from '../../src/shared/secrets.ts';
import { keptText } from './kept-text.ts';
import { HELD, secretsIn } from './secrets.ts';

/** Databases with their WAL. Keys in `keys.json` are the file vault itself. */
const KEPT = /\.db(?:-wal|-shm)?$/;
/** What is held for the person waits there, and nowhere else. */
const MEMORIES = /^memory\w*\.db/;

const leaks: string[] = [];
const directories = new Set<string>();
const pending = new Set<Promise<void>>();

/** @param place where the text stays: a log, the body of a refusal */
export function scanText(place: string, text: string): void {
  for (const secret of secretsIn(text)) leaks.push(`${place} holds ${secret}`);
}

/** What still reads an answer is waited for before the verdict; an answer that breaks off has nothing to say. */
export function waitFor(reading: Promise<void>): void {
  const read: Promise<void> = reading.catch(() => undefined).finally(() => pending.delete(read));
  pending.add(read);
}

/** Everything that has passed so far is known. */
export async function settled(): Promise<void> {
  await Promise.all(pending);
}

/** Scanned at the end of the test file, if it is still there. */
export function watchDirectory(directory: string): void {
  directories.add(directory);
}

/**
 * Every database below the directory, as it is on the disk now. Hashes and ids stand there in megabytes without a gap, and a few
 * of their letters spell a prefix of ours by chance; but what we issued has its hash beside it, so only that counts.
 */
export function scanDirectory(directory: string): void {
  if (!existsSync(directory)) return;
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && KEPT.test(entry.name));
  const texts = files.map((entry) => ({ name: entry.name, text: keptText(join(entry.parentPath, entry.name)) }));
  const text = texts.map((each) => each.text).join('\n');
  const isOurs = (secret: string): boolean => secret.startsWith('eyJ') || text.includes(hashSecret(secret));
  const elsewhere = texts.filter(({ name }) => !MEMORIES.test(name)).map((each) => each.text);
  const found = [...secretsIn(text, isOurs).filter((secret) => !secret.startsWith(HELD)), ...secretsIn(elsewhere.join('\n'), isOurs)];
  for (const secret of found) leaks.push(`${directory} holds ${secret}`);
}

/** @throws when anything was found since the last time */
export async function expectNoLeaks(): Promise<void> {
  await settled();
  for (const directory of directories) scanDirectory(directory);
  const found = leaks.splice(0);
  if (found.length > 0) throw new Error(`A secret was left behind:\n${[...new Set(found)].join('\n')}`);
}

/** Where nobody writes any more, the tests of this file leave nothing behind. */
export function removeWatched(): void {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  directories.clear();
}
