/** Whether a text may become a memory, or has to wait for the person first. */
import { hiddenText } from './hidden-text.ts';
import { INSTRUCTION_RULES } from './instruction-rules.ts';
import { type Judged, judgedText } from './judged-text.ts';
import { plain, readings } from './readings.ts';
import { firstSecret } from './secrets-in.ts';

/** Goes up with every change of the rules; the past is then looked at again. */
export const RULES_VERSION = 5;

export type Verdict = {
  readonly reason: 'secret' | 'instruction';
  /** Its name only: what it found stays with the held text. */
  readonly rule: string;
};

/** Characters that are judged in one go: a few milliseconds of the event loop. */
const WINDOW = 16_000;
/** What the rules look for is recognised by less, but for a JSON Web Token that carries a whole profile. */
const OVERLAP = 4_000;

/**
 * @param memory everything of it that is ever shown to a client
 * @returns why it is held, or null when it is an ordinary memory
 */
export function judge(memory: Judged): Verdict | null {
  for (const text of windows(judgedText(memory))) {
    const verdict = judgeText(text);
    if (verdict !== null) return verdict;
  }
  return null;
}

/** The same, with room for others between the pieces of a long text. */
export async function judgeInTurns(memory: Judged): Promise<Verdict | null> {
  for (const text of windows(judgedText(memory))) {
    const verdict = judgeText(text);
    if (verdict !== null || text.length < WINDOW) return verdict;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return null;
}

function* windows(text: string): Generator<string> {
  for (let start = 0; start === 0 || start + OVERLAP < text.length; start += WINDOW - OVERLAP) yield text.slice(start, start + WINDOW);
}

function judgeText(text: string): Verdict | null {
  const read = plain(text);
  const secret = firstSecret(read);
  if (secret !== null) return { reason: 'secret', rule: secret.rule };
  const hidden = hiddenText(text);
  if (hidden !== null) return { reason: 'instruction', rule: hidden };
  const texts = readings(text);
  const rule = INSTRUCTION_RULES.find(({ patterns }) => patterns.some((pattern) => texts.some((reading) => pattern.test(reading))));
  return rule === undefined ? null : { reason: 'instruction', rule: rule.name };
}
