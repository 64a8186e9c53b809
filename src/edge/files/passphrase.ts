/** A passphrase: from a descriptor, from the environment, or typed without being shown. Never from the words of a command, which every program of the computer can read. */
import { createReadStream } from 'node:fs';
import type { ReadStream, WriteStream } from 'node:tty';
import { DamagedFile } from '../../moving/reading.ts';

export type PassphraseSource = {
  /** A file descriptor that the shell opened. */
  readonly descriptor: number | undefined;
  readonly environment: string | undefined;
  readonly input: ReadStream;
  /** Where the question goes; stdout belongs to the answer. */
  readonly output: WriteStream;
};

const LONGEST = 4_096;
const [CTRL_C, CTRL_D, ENTER, NEWLINE, BACKSPACE, DELETE] = ['\u0003', '\u0004', '\r', '\n', '\b', '\u007f'];

/** @param questions each is asked when nobody else has the answer; all answers must be the same. @throws DamagedFile */
export async function askPassphrase(source: PassphraseSource, questions: readonly string[]): Promise<string> {
  if (source.descriptor !== undefined) return readDescriptor(source.descriptor);
  if (source.environment !== undefined) return source.environment;
  if (!source.input.isTTY) throw new DamagedFile('Nobody is here to type a passphrase. Give it with --passphrase-fd N or in GATEHOUSE_PASSPHRASE.');
  const answers: string[] = [];
  for (const question of questions) answers.push(await type(source, question));
  if (new Set(answers).size > 1) throw new DamagedFile('The two passphrases differ. Nothing was written.');
  return answers[0] ?? '';
}

async function readDescriptor(descriptor: number): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream('', { fd: descriptor, end: LONGEST })) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw new DamagedFile(`Descriptor ${descriptor} cannot be read. Open it in the shell, for example: ${descriptor}<file`, { cause });
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

function type({ input, output }: PassphraseSource, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = '';
    const decoder = new TextDecoder();
    output.write(question);
    const end = () => {
      input.off('data', read);
      input.off('end', stop);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
    };
    const stop = () => {
      end();
      reject(new DamagedFile('No passphrase was given. Nothing was written.'));
    };
    function read(chunk: Buffer): void {
      for (const key of decoder.decode(chunk, { stream: true })) {
        if (key === CTRL_C || key === CTRL_D) {
          stop();
          return;
        }
        if (key === ENTER || key === NEWLINE) {
          end();
          resolve(typed);
          return;
        }
        if (key === BACKSPACE || key === DELETE) typed = [...typed].slice(0, -1).join('');
        else if (key >= ' ' && typed.length < LONGEST) typed += key;
      }
    }
    input.setRawMode(true);
    input.on('data', read);
    input.on('end', stop);
    input.resume();
  });
}
