/** RFC 8707 resource indicators: ours in one of its three spellings, or nothing. */
import { OAuthError } from './errors.ts';
import type { Parameters } from './parameters.ts';
import type { Spellings } from './spellings.ts';

/**
 * @returns the resource without a trailing slash, or null when the request names none (older clients)
 * @throws OAuthError `invalid_target` for another resource, a fragment, or more than one
 */
export function checkedResource(parameters: Parameters, spellings: Spellings): string | null {
  const values = (parameters.get('resource') ?? []).filter((value) => value !== '');
  const [resource, ...others] = values;
  if (resource === undefined) return null;
  if (others.length > 0) throw new OAuthError('invalid_target', 'resource must name one resource');
  if (!spellings.isResource(resource)) {
    throw new OAuthError('invalid_target', 'resource is not the one protected here', {
      detail: `asked for a token for ${resource}, this is ${spellings.canonical.resource}`,
    });
  }
  return resource.replace(/\/$/, '');
}

/** Whether two resources are the same one, whatever spelling each uses. */
export function sameResource(left: string, right: string, spellings: Spellings): boolean {
  return left === right || (spellings.isResource(left) && spellings.isResource(right));
}
