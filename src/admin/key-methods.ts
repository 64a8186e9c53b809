/** The signing keys. */
import type { SigningKeys } from '../oauth/tokens/signing-keys.ts';
import { AdminFault } from './fault.ts';
import type { Admin } from './method.ts';

export function keyMethods({ keys }: { readonly keys: SigningKeys }): Admin {
  return {
    'keys.rotate': async () => {
      const kid = await keys.rotate();
      const published = keys.jwks().keys.length;
      if (kid === null) throw new AdminFault(`${published} keys are published already, until the last token of each has ended. Try again in an hour.`);
      return { kid, published };
    },
  };
}
