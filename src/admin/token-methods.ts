/** Keys for scripts. The text of a key is in one answer, once. */
import type { Compartments } from '../memory/compartments.ts';
import type { CreateApiKey } from '../oauth/access/api-keys.ts';
import { cleanName } from '../oauth/clean-name.ts';
import { AdminFault } from './fault.ts';
import { findCompartment } from './find-compartment.ts';
import type { Admin } from './method.ts';
import { readDuration, readObject, readOptionalText, readScopeList, readText } from './parameters.ts';

type Deps = { readonly createApiKey: CreateApiKey; readonly compartments: Compartments };

const DAY = 24 * 3_600_000;
const USUAL = 90 * DAY;
const LONGEST = 365 * DAY;

export function tokenMethods({ createApiKey, compartments }: Deps): Admin {
  return {
    'tokens.create': async (value, by) => {
      const parameters = readObject(value);
      const name = cleanName(readText(parameters, 'name'));
      if (name === null) throw new AdminFault('name must have something to read in it');
      const compartment = findCompartment(readOptionalText(parameters, 'compartment'), compartments.list());
      const { key, client, grant } = await createApiKey({
        name,
        scopes: readScopeList(parameters, 'scopes') ?? ['memory:read'],
        compartment: compartment.id,
        lifetime: readDuration(parameters, 'for', LONGEST) ?? USUAL,
        by,
      });
      return { id: client.id, name, token: key, scopes: grant.scopes, compartment: compartment.name, endsAt: grant.endsAt };
    },
  };
}
