/** Every secret that passed in this run, and the search for one where none may be. */

/** Ours say what they are; so the scan also finds those that no test has seen. */
const OURS = /gh[bcrsmk]_[A-Za-z0-9_-]{43}|eyJ[A-Za-z0-9_-]{20,500}\.eyJ[A-Za-z0-9_-]{20,2000}\.[A-Za-z0-9_-]{40,600}/g;
/** A verifier or the address of a waiting page looks like any other text; it must have been noted. */
const RANDOM = /^[A-Za-z0-9._~+/=-]{32,}$/;
/**
 * Characters. A secret is at least two blocks long, so wherever it stands in a text, it fills one of the blocks into which the text is
 * cut: a database of many megabytes is searched with one look-up per block.
 */
const BLOCK = 16;

/** The kind of what a memory server was given and holds for the person. */
export const HELD = 'held';

type Noted = { readonly kind: string; readonly secret: string; readonly offset: number };

const blocks = new Map<string, Noted[]>();
const known = new Set<string>();

/** @param kind what it is, for the report; a text that is too short or too plain to be random is left out */
export function noteSecret(kind: string, secret: string | null | undefined): void {
  if (typeof secret !== 'string' || known.has(secret) || !RANDOM.test(secret) || new Set(secret).size < 12) return;
  known.add(secret);
  for (let offset = 0; offset < BLOCK; offset += 1) {
    const block = secret.slice(offset, offset + BLOCK);
    blocks.set(block, [...(blocks.get(block) ?? []), { kind, secret, offset }]);
  }
}

/**
 * @param isOurs whether a text that looks like a secret of ours can be one
 * @returns what was found, in words that do not repeat it whole
 */
export function secretsIn(text: string, isOurs: (secret: string) => boolean = () => true): readonly string[] {
  const found = new Set((text.match(OURS) ?? []).filter(isOurs).map((secret) => `${secret.slice(0, 8)}…`));
  for (let at = 0; at < text.length; at += BLOCK) {
    for (const { kind, secret, offset } of blocks.get(text.slice(at, at + BLOCK)) ?? []) {
      if (at >= offset && text.startsWith(secret, at - offset)) found.add(`${kind} ${secret.slice(0, 6)}…`);
    }
  }
  return [...found];
}
