/** What a pattern took for a secret, if the rule agrees. */

export type Found = { readonly rule: string; readonly at: number; readonly secret: string };
/** @param rest what follows the word that names a secret. @param before the line up to its end */
export type Find = (rest: string, before: string) => Found | null;

/** The first group that matched is the secret; the last of them is one without quotes. */
export function taken(rule: string, match: RegExpExecArray | null, accept: (secret: string, quoted: boolean) => boolean = () => true): Found | null {
  if (match === null) return null;
  const group = match.findIndex((value, index) => index > 0 && value !== undefined);
  const value = match[group];
  if (value === undefined) return null;
  const bare = group === match.length - 1;
  const secret = bare ? value.replace(/[.!?:*_]+$/, '') : value;
  return accept(secret, !bare) ? { rule, at: match[0].lastIndexOf(value), secret } : null;
}
