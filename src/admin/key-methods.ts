/** The signing keys. */
import type { ActivityLog } from '../activity/record.ts';
import type { SigningKeys } from '../oauth/tokens/signing-keys.ts';
import type { Admin } from './method.ts';

export function keyMethods({ keys, activity }: { readonly keys: SigningKeys; readonly activity: ActivityLog }): Admin {
  return {
    'keys.rotate': async () => {
      const kid = await keys.rotate();
      activity.record({ kind: 'key.rotated', kid });
      return { kid, published: keys.jwks().keys.length };
    },
  };
}
