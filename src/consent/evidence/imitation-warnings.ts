import type { Client, ProgramFacts } from '../../store/auth-store.ts';
import { identityOf } from './same-program.ts';
import { executable, quoted } from './words.ts';

/** Names that people trust, and what is somewhere in the file or script of the program that bears it. */
const KNOWN: readonly { readonly name: RegExp; readonly sign: RegExp }[] = [
  { name: /\bclaude\b/i, sign: /claude/i },
  { name: /\bcursor\b/i, sign: /cursor/i },
  { name: /\b(?:visual studio code|vs ?code)\b/i, sign: /code|codium/i },
  { name: /\bcodex\b/i, sign: /codex/i },
  { name: /\bchatgpt\b/i, sign: /chatgpt|openai/i },
  { name: /\bgemini\b/i, sign: /gemini/i },
  { name: /\bzed\b/i, sign: /zed/i },
  { name: /\bwindsurf\b/i, sign: /windsurf/i },
  { name: /\bgoose\b/i, sign: /goose/i },
  { name: /\bopencode\b/i, sign: /opencode/i },
];

/**
 * A name is anybody's to take: says so when nothing about the program fits it. The opposite is never said, because a
 * program can be called anything too.
 * @param listener the program that would receive the answer; counts where the one that registered is not known
 */
export function imitationWarnings({ name, program }: Pick<Client, 'name' | 'program'>, listener: ProgramFacts | null): readonly string[] {
  const known = KNOWN.find((each) => name !== null && each.name.test(name));
  const running = program ?? listener;
  const identity = running === null ? null : identityOf(running);
  if (name === null || known === undefined || running === null || identity === null) return [];
  if (known.sign.test(identity.path) || known.sign.test(running.name ?? '')) return [];
  const does = program === null ? 'listens' : 'registered';
  return [`It calls itself ${quoted(name)}, but the program that ${does} is ${executable(running)}`];
}
