/** `gatehouse export`: everything that is remembered, as one file. */
import { writePrivate } from '../edge/files/write-private.ts';
import { writeExport } from '../moving/own-export.ts';
import { DamagedFile } from '../moving/reading.ts';
import { SHORTEST_PASSPHRASE, seal } from '../moving/seal.ts';
import { plainText } from '../shared/plain-text.ts';
import type { Control } from './control-client.ts';
import { createDigest } from './create-digest.ts';
import type { Moves } from './moves.ts';

export type ExportOptions = {
  readonly compartment?: string;
  readonly encrypt?: true;
  readonly force?: true;
  readonly passphraseFd?: number;
};

/** @param now milliseconds; it names the file when the person does not */
export async function runExport(
  named: string | undefined,
  { compartment, encrypt, force, passphraseFd }: ExportOptions,
  control: Control,
  moves: Moves,
  now: number,
): Promise<{ readonly json: object; readonly text: string }> {
  const path = named ?? `gatehouse-${new Date(now).toISOString().slice(0, 10)}.jsonl${encrypt ? '.age' : ''}`;
  const passphrase = encrypt ? await newPassphrase(passphraseFd, moves) : null;
  const { id, memories } = await control.call<{ id: string; memories: number }>('export.begin', { compartment });
  try {
    const plain = writeExport(linesOf(control, id, memories, moves), createDigest);
    const bytes = await writePrivate(path, { replace: force === true, content: passphrase === null ? plain : await seal(plain, passphrase) });
    const how = encrypt ? 'Only the passphrase opens it; without it nobody can, Gatehouse neither.' : 'It is not encrypted: whoever reads it knows all of it.';
    return {
      json: { path, memories, bytes, encrypted: encrypt === true },
      text: `Wrote ${memories} memories to ${plainText(path)}, readable by you alone. ${how}`,
    };
  } finally {
    await control.call('export.end', { id }).catch(() => undefined);
  }
}

async function newPassphrase(descriptor: number | undefined, moves: Moves): Promise<string> {
  const passphrase = await moves.passphrase(descriptor, ['New passphrase: ', 'Once more: ']);
  if ([...passphrase].length < SHORTEST_PASSPHRASE) {
    throw new DamagedFile(`The passphrase needs at least ${SHORTEST_PASSPHRASE} characters; four or five words that nobody would put together are good.`);
  }
  return passphrase;
}

async function* linesOf(control: Control, id: string, memories: number, moves: Moves): AsyncIterable<readonly string[]> {
  let written = 0;
  for (;;) {
    const { lines } = await control.call<{ lines: readonly string[] | null }>('export.next', { id });
    if (lines === null) return;
    yield lines;
    written += lines.filter((line) => line.startsWith('{"memory":')).length;
    moves.progress(`Exporting: ${written} of ${memories}`);
  }
}
