/** How programs tried to come in lately, and what to do where one stopped. Only to look at. */
import type { Attempts } from '../attempts/attempts.ts';
import { keyRemedy } from '../doctor/key-remedy.ts';
import { BRIDGE_REMEDIES, recognise, remedyFor } from '../doctor/remedies.ts';
import { isKey } from '../oauth/access/api-keys.ts';
import { isBridgeClient } from '../oauth/bridges/bridge-client.ts';
import type { AttemptView, AttemptWithRemedy } from '../shared/attempt-views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { Admin } from './method.ts';

type Deps = { readonly attempts: Attempts; readonly store: Pick<AuthStore, 'clients'> };

export function attemptMethods({ attempts, store }: Deps): Admin {
  async function isOfKey({ client }: AttemptView): Promise<boolean> {
    const found = client.id === null ? null : await store.clients.find(client.id);
    return found !== null && isKey(found);
  }

  return {
    'attempts.list': async () => ({
      attempts: await Promise.all(attempts.list().map(async (attempt) => ((await isOfKey(attempt)) ? ofKey(attempt) : withRemedy(attempt)))),
    }),
  };
}

/** Its name is the person's own: it tells of no program. */
function ofKey(attempt: AttemptView): AttemptWithRemedy {
  const { stopped } = attempt;
  return { ...attempt, isKey: true, program: null, remedy: stopped === null ? null : (keyRemedy(stopped.problem) ?? remedyFor(stopped.problem, null)) };
}

function withRemedy(attempt: AttemptView): AttemptWithRemedy {
  const { stopped, client, userAgent, redirectUri } = attempt;
  const isBridge = client.id !== null && isBridgeClient(client.id);
  const program = isBridge ? null : recognise({ name: client.name, userAgent, clientId: client.id, redirectUri });
  return {
    ...attempt,
    isKey: false,
    program: program?.name ?? null,
    remedy: stopped === null ? null : remedyFor(stopped.problem, isBridge ? BRIDGE_REMEDIES : program),
  };
}
