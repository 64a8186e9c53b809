/** Lists with commas between. Null when one of them is not allowed. */

/** Written as browsers send them, or they would never match; `*` and `null` are nobody's origin. */
export function origins(text: string): readonly string[] | null {
  const list = parts(text);
  return list.every((origin) => /^https?:/.test(origin) && URL.parse(origin)?.origin === origin) ? list : null;
}

/** As they stand in an address. */
export function hosts(text: string): readonly string[] | null {
  const list = parts(text).map((host) => host.toLowerCase());
  return list.every((host) => /^[a-z0-9.-]+$/.test(host) && URL.parse(`https://${host}`)?.host === host) ? list : null;
}

function parts(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((part) => part.trim());
}
