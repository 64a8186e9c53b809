/** Request parameters as the RFCs mean them: UTF-8, every name once, an empty value is an absent one. */
import { OAuthError } from './errors.ts';

/** Every value that came under a name, in order of arrival. */
export type Parameters = ReadonlyMap<string, readonly string[]>;

const MOST_PARAMETERS = 50;

/** @returns what stands after the first `?` of an address or a request's target, raw; a second `?` belongs to it (RFC 3986 §3.4) */
export function queryOf(address: string | undefined): string {
  return address?.split('?').slice(1).join('?') ?? '';
}

/**
 * Reads `application/x-www-form-urlencoded` text (OAuth 2.1 §3.1 and §3.2), strictly: a bad escape or bytes that are not
 * UTF-8 are refused instead of repaired, so that what we compare and give back is what was sent.
 * @param text a raw query without `?`, or a raw form body
 * @throws OAuthError `invalid_request`
 */
export function readParameters(text: string): Parameters {
  const parameters = new Map<string, string[]>();
  if (text === '') return parameters;
  const pairs = text.split('&');
  if (pairs.length > MOST_PARAMETERS) throw new OAuthError('invalid_request', 'too many parameters');
  for (const pair of pairs) {
    if (pair === '') continue;
    const [name, ...rest] = pair.split('=');
    const key = decode(name ?? '');
    const values = parameters.get(key) ?? [];
    values.push(decode(rest.join('=')));
    parameters.set(key, values);
  }
  return parameters;
}

/**
 * @returns the value, or undefined when it is absent or empty (OAuth 2.1 §3.1: empty is omitted)
 * @throws OAuthError `invalid_request` when the name came more than once
 */
export function single(parameters: Parameters, name: string): string | undefined {
  const values = parameters.get(name);
  if (values === undefined) return undefined;
  if (values.length > 1) throw new OAuthError('invalid_request', `${name} must not be repeated`);
  return values[0] === '' ? undefined : values[0];
}

/** @throws OAuthError `invalid_request` when one of the names came more than once */
export function refuseRepeats(parameters: Parameters, names: readonly string[]): void {
  for (const name of names) single(parameters, name);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new OAuthError('invalid_request', 'a parameter is not valid UTF-8', { cause });
  }
}
