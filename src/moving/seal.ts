/**
 * One file that only a passphrase opens, in the age format (age-encryption.org/v1: scrypt, then ChaCha20-Poly1305 in chunks
 * that cannot be cut off, swapped or altered unnoticed). `age -d` opens it too, so nobody needs Gatehouse to read a backup.
 */
import { Decrypter, Encrypter } from 'age-encryption';
import { DamagedFile } from './reading.ts';

/** Characters. Whoever holds the file may try for as long as they like. */
export const SHORTEST_PASSPHRASE = 10;

export async function seal(plain: AsyncIterable<Uint8Array>, passphrase: string): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(streamOf(plain));
}

/**
 * What comes out is authentic piece by piece, but that the last piece is the last is known only at the end: whoever acts on
 * it reads to the end first.
 * @param name of the file, for the person
 * @throws DamagedFile also while it is read
 */
export async function* unseal(sealed: AsyncIterable<Uint8Array>, passphrase: string, name: string): AsyncIterable<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    yield* await decrypter.decrypt(streamOf(sealed));
  } catch (cause) {
    if (cause instanceof DamagedFile) throw cause;
    const wrong = cause instanceof Error && cause.message.includes('no identity matched');
    const what = wrong ? `This passphrase does not open ${name}.` : `${name} is damaged or was altered.`;
    throw new DamagedFile(`${what} Nothing was changed.`, { cause });
  }
}

/** A stream reads ahead, while whoever reads a file may use one buffer again and again. */
function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(Uint8Array.from(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
