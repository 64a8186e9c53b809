/** A program that cannot register itself is entered by hand. */
import { OAuthError } from '../oauth/errors.ts';
import type { AddClient } from '../oauth/register/add-client.ts';
import { writeScopes } from '../shared/scopes.ts';
import { CLIENT_PRESETS } from './client-presets.ts';
import { AdminFault } from './fault.ts';
import type { Admin } from './method.ts';
import { type Parameters, readChoice, readFlag, readObject, readScopeList, readText, readTexts } from './parameters.ts';

export function addClientMethods({ addClient }: { readonly addClient: AddClient }): Admin {
  return {
    /** What a preset leaves open, or all of it, comes from the parameters. `secret` is in this one answer only. */
    'clients.add': async (value, by) => {
      const parameters = { ...presetOf(readObject(value)), ...withoutNothing(readObject(value)) };
      const scopes = readScopeList(parameters, 'scopes');
      const metadata = {
        client_name: readText(parameters, 'name'),
        redirect_uris: readTexts(parameters, 'redirectUris'),
        token_endpoint_auth_method: readFlag(parameters, 'confidential') ? 'client_secret_basic' : 'none',
        ...(scopes === undefined ? {} : { scope: writeScopes(scopes) }),
      };
      const added = await inThePersonsWords(() => addClient(metadata, by));
      const { client_id: id, client_name: name, redirect_uris: redirectUris, scope = null, client_secret: secret = null } = added;
      return { id, name, redirectUris, scope, secret };
    },
  };
}

function presetOf(parameters: Parameters): Parameters {
  const preset = readChoice(parameters, 'preset', Object.keys(CLIENT_PRESETS));
  return preset === undefined ? {} : (CLIENT_PRESETS[preset] ?? {});
}

/** A member that is there without a value must not hide the preset's. */
function withoutNothing(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null));
}

/** What is wrong with the metadata is the person's to correct, in the words the client would read. */
async function inThePersonsWords<Result>(add: () => Promise<Result>): Promise<Result> {
  try {
    return await add();
  } catch (error) {
    if (error instanceof OAuthError) throw new AdminFault(`The client was not added: ${error.message}.`);
    throw error;
  }
}
