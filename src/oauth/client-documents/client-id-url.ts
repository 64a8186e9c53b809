/**
 * The grammar of a client id that is a URL (draft-ietf-oauth-client-id-metadata-document §3), on the raw string: a parser
 * would repair `\`, tabs and dot segments, and then something else would be fetched than what is compared.
 */

const LONGEST = 512;
const LONGEST_HOST = 253;
/** Names only: digits, brackets and single words lead into somebody's own network, and none of them can be owned. */
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const URL_SHAPE = new RegExp(
  `^https://((?:${LABEL}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::(\\d{1,5}))?(/[\\w\\-.~!$&'()*+,;=:@%/]+)(?:\\?[\\w\\-.~!$&'()*+,;=:@%/?]*)?$`,
);
const BAD_ESCAPE = /%(?![0-9a-f]{2})/i;
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i;

/** Whether the id means a URL at all, good or bad; everything else is a registration. */
export function looksLikeUrl(clientId: string): boolean {
  return /^https?:/i.test(clientId);
}

/** Whether the document behind this id may be asked for. */
export function isClientIdUrl(clientId: string): boolean {
  const [, host = '', port = '443', path = ''] = (clientId.length <= LONGEST && URL_SHAPE.exec(clientId)) || [];
  if (host === '' || host.length > LONGEST_HOST) return false;
  if (Number(port) < 1 || Number(port) > 65_535) return false;
  return !DOT_SEGMENT.test(path) && !BAD_ESCAPE.test(clientId);
}
