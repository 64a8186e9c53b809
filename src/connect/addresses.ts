/** Where the entries of a program's settings lead to, ours and others: people also write one by hand, under another name. */
import { type ConfigPath, isTable, valueAt } from './edit/config-format.ts';

export type NamedAddress = { readonly name: string; readonly address: string };

/** @param at where our entry is, or would be @returns every entry beside it that names an address */
export function addressesBeside(content: unknown, at: ConfigPath): readonly NamedAddress[] {
  const container = valueAt(content, at.slice(0, -1));
  if (!isTable(container)) return [];
  return Object.entries(container).flatMap(([name, entry]) => {
    const address = isTable(entry) ? addressIn(entry) : null;
    return address === null ? [] : [{ name, address }];
  });
}

/** In a member, or among the words of a command that leads there. Headers hold secrets and are not looked at. */
function addressIn(entry: Readonly<Record<string, unknown>>): string | null {
  const { headers: _, env: __, ...members } = entry;
  const texts = Object.values(members).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return texts.find((text): text is string => typeof text === 'string' && /^https?:\/\//i.test(text)) ?? null;
}
