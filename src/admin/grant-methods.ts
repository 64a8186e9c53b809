/** What a connection may do, taken back without ending it. */
import type { GrantControl } from '../oauth/access/access.ts';
import { AdminFault } from './fault.ts';
import type { Admin } from './method.ts';
import { readObject, readScopeList, readText } from './parameters.ts';

export function grantMethods({ control }: { readonly control: GrantControl }): Admin {
  return {
    'grants.narrow': async (value) => {
      const parameters = readObject(value);
      const id = readText(parameters, 'id');
      const scopes = await control.narrow(id, readScopeList(parameters, 'scopes') ?? []);
      if (scopes === null) throw new AdminFault(`Connection ${id} has ended, or has none of these permissions. To end it, disconnect the client.`);
      return { id, scopes };
    },
  };
}
