/**
 * The grammar of a client id that is a URL (draft-ietf-oauth-client-id-metadata-document §3), on the raw string. A parser
 * repairs what it reads, and then something else is fetched than what is compared; so what it would change is refused.
 */

const LONGEST = 512;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** Names only: numbers, brackets and single words lead into somebody's own network, and nobody can own them. */
const HOST = `(?:${LABEL}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?`;
const CHARACTERS = "\\w\\-.~!$&'()*+,;=:@%/";
const SHAPE = new RegExp(`^https://${HOST}(?::[1-9]\\d{0,4})?/[${CHARACTERS}]+(?:\\?[${CHARACTERS}?]*)?$`);
const BAD_ESCAPE = /%(?![0-9a-f]{2})/i;

/** Whether the id means a URL at all, good or bad; everything else is a registration. */
export function looksLikeUrl(clientId: string): boolean {
  return /^https?:/i.test(clientId);
}

/** Whether the document behind this id may be asked for. */
export function isClientIdUrl(clientId: string): boolean {
  if (clientId.length > LONGEST || !SHAPE.test(clientId) || BAD_ESCAPE.test(clientId)) return false;
  // Dot segments, escaped or not, a port that is the default, one beyond the last, a name that is none.
  return URL.parse(clientId)?.href === clientId;
}
