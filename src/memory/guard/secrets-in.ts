/** Every secret of a text, with the rule that says so and where it stands. */
import { cardNumbers } from './card-numbers.ts';
import { KEY_SHAPES } from './key-shapes.ts';
import { namedSecrets, type Span } from './named-secrets.ts';

/** @param text as `plain` makes it */
export function* secretsIn(text: string): Generator<Span> {
  const lower = text.toLowerCase();
  for (const { name, marks, pattern, accept } of KEY_SHAPES) {
    if (!marks.some((mark) => lower.includes(mark))) continue;
    for (const match of text.matchAll(pattern)) {
      const secret = match[1] ?? match[0];
      if (accept !== undefined && !accept(secret)) continue;
      const start = match.index + match[0].lastIndexOf(secret);
      yield { rule: name, start, end: start + secret.length };
    }
  }
  yield* cardNumbers(text);
  yield* namedSecrets(text);
}

export function firstSecret(text: string): Span | null {
  return secretsIn(text).next().value ?? null;
}
