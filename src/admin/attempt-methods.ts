/** How programs tried to come in lately, and what to do where one stopped. Only to look at. */
import type { Attempts } from '../attempts/attempts.ts';
import { BRIDGE_REMEDIES, recognise, remedyFor } from '../doctor/remedies.ts';
import { isBridgeClient } from '../oauth/bridges/bridge-client.ts';
import type { AttemptView, AttemptWithRemedy } from '../shared/attempt-views.ts';
import type { Admin } from './method.ts';

export function attemptMethods({ attempts }: { readonly attempts: Attempts }): Admin {
  return { 'attempts.list': async () => ({ attempts: attempts.list().map(withRemedy) }) };
}

function withRemedy(attempt: AttemptView): AttemptWithRemedy {
  const { stopped, client, userAgent, redirectUri } = attempt;
  const isBridge = client.id !== null && isBridgeClient(client.id);
  const program = isBridge ? null : recognise({ name: client.name, userAgent, clientId: client.id, redirectUri });
  return { ...attempt, program: program?.name ?? null, remedy: stopped === null ? null : remedyFor(stopped.problem, isBridge ? BRIDGE_REMEDIES : program) };
}
