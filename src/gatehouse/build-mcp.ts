/** The MCP room: calls of tools, which both wires share, the streams of changes, and the endpoint. */
import { createMcpEndpoint } from '../mcp/endpoint.ts';
import { createOneCall } from '../mcp/one-call.ts';
import type { RunningCalls } from '../mcp/running-calls.ts';
import { createSubscriptions } from '../mcp/subscriptions.ts';
import { createToolCalls } from '../mcp/tool-calls.ts';
import { createRateLimit } from '../shared/rate-limit.ts';
import type { BuiltAccess } from './build-access.ts';
import type { BuiltConsent } from './build-consent.ts';
import type { BuiltMemory } from './build-memory.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

export type BuiltMcp = ReturnType<typeof buildMcp>;

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'configuration' | 'clock' | 'monotonic'>;
  readonly records: Pick<Records, 'activity' | 'onFault'>;
  readonly access: Pick<BuiltAccess, 'state' | 'check'>;
  readonly memory: Pick<BuiltMemory, 'compartments' | 'memories'>;
  readonly consent: Pick<BuiltConsent, 'desk'>;
  readonly running: RunningCalls;
};

export function buildMcp({ deps, records: { activity, onFault }, access: { state, check }, memory, consent: { desk }, running }: Parts) {
  const { configuration, clock, monotonic } = deps;
  const { compartments, memories } = memory;
  const calls = createToolCalls({
    memories,
    access: check,
    oneCall: createOneCall({
      access: check,
      take: (grantId, digest, subjects) => desk.takeCall(grantId, digest, subjects),
      ask: async ({ grantId }, call) => {
        const grant = state.grant(grantId, clock.now());
        return grant === null ? 'refused' : desk.askCall(grant, call);
      },
    }),
    activity,
    onFault,
    askWider: ({ grantId, method }, needed) => {
      // A key is made by the person for one purpose; it does not ask.
      const grant = method === 'api-key' ? null : state.grant(grantId, clock.now());
      if (grant !== null) desk.widen(grant, needed).catch((error: unknown) => onFault(error, 'widening'));
    },
  });
  const subscriptions = createSubscriptions({ access: check, sees: (caller, compartment) => compartments.sees(caller.compartment, compartment) });
  const rate = createRateLimit({ monotonic, perMinute: configuration.traffic.callsPerMinute });
  const endpoint = createMcpEndpoint({ calls, memories, subscriptions, running, access: check, rate, version: configuration.version, onFault });
  return { calls, subscriptions, rate, endpoint };
}
