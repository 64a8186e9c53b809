/** What a setting may be written as. A bad value stops the start; nothing is guessed (ruling 28). */
import { StartError } from '../start-error.ts';

/** `allowed` is the rest of a sentence; `read` answers null to what is not allowed; of a secret the value is never repeated in an error. */
export type Rule<Value> = { readonly allowed: string; readonly read: (text: string) => Value | null; readonly secret?: true };

/**
 * @param place what the person finds the value under
 * @throws StartError naming the place, the value and what is allowed
 */
export function readBy({ allowed, read, secret }: Rule<unknown>, text: string, place: string): unknown {
  const value = read(text);
  if (value !== null) return value;
  throw new StartError(`${place} is ${secret ? 'something else' : JSON.stringify(text)}, but allowed is ${allowed}. Correct it or remove it.`);
}
