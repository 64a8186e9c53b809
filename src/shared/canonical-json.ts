/**
 * One spelling for one value (RFC 8785): members in the order of their UTF-16 code units, no spaces.
 * @param value what JSON can say; a member that is undefined is left out
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  // By code unit, as RFC 8785 §3.2.3 wants it; a locale would order differently on another machine.
  const ordered = members.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${ordered.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}
