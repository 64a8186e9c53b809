/**
 * A client id that is the address of a metadata document (draft-ietf-oauth-client-id-metadata-document §3). Judged as it was
 * sent: a parser would repair what must be compared byte for byte.
 */
const LONGEST = 512;
const CLIENT_ID_URL =
  /^https:\/\/((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::([1-9]\d{0,4}))?(\/[\w\-.~!$&'()*+,;=:@%/]+)(\?[\w\-.~!$&'()*+,;=:@%/?]*)?$/;
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/?]|$)/i;

/** Whether this looks like one at all: then it is never looked up as a registration. */
export function isUrlShaped(id: string): boolean {
  return /^https?:/i.test(id);
}

/** Whether a document may be fetched for it: https, a host name, a path, no dot segments, no user, no fragment. */
export function isClientIdUrl(id: string): boolean {
  const port = CLIENT_ID_URL.exec(id)?.[2];
  return id.length <= LONGEST && CLIENT_ID_URL.test(id) && !DOT_SEGMENT.test(id) && Number(port ?? 443) <= 65_535;
}
