/** Everything that is served, and the guards in front of it. */
import { createHttp } from '../http/app.ts';
import { createCallers } from '../http/caller.ts';
import { authorizeRoutes } from '../http/routes/authorize.ts';
import { bridgeRoutes } from '../http/routes/bridge.ts';
import { managementRoutes } from '../http/routes/management.ts';
import { mcpRoutes } from '../http/routes/mcp.ts';
import { memoryRoutes } from '../http/routes/memories.ts';
import { metadataRoutes } from '../http/routes/metadata.ts';
import { registerRoutes } from '../http/routes/register.ts';
import { tokenRoutes } from '../http/routes/token.ts';
import { verifyRoutes } from '../http/routes/verify.ts';
import type { RunningCalls } from '../mcp/running-calls.ts';
import { createRateLimit } from '../shared/rate-limit.ts';
import type { BuiltAccess } from './build-access.ts';
import type { AuthorizationServer } from './build-authorization-server.ts';
import type { BuiltBridges } from './build-bridges.ts';
import type { BuiltClients } from './build-clients.ts';
import type { BuiltConsent } from './build-consent.ts';
import type { BuiltMcp } from './build-mcp.ts';
import type { BuiltMemory } from './build-memory.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

export type BuiltHttp = Awaited<ReturnType<typeof buildHttp>>;

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'configuration' | 'settings' | 'monotonic' | 'programAt' | 'openerAt'>;
  readonly records: Records;
  readonly access: Pick<BuiltAccess, 'keys' | 'state' | 'spellings' | 'check'>;
  readonly memory: Pick<BuiltMemory, 'memories'>;
  readonly consent: Pick<BuiltConsent, 'desk'>;
  readonly mcp: Pick<BuiltMcp, 'calls' | 'rate' | 'endpoint'>;
  readonly running: RunningCalls;
  readonly clients: Pick<BuiltClients, 'register' | 'management' | 'clientInformation'>;
  readonly server: Pick<AuthorizationServer, 'authorize' | 'whoAsks' | 'deliver' | 'token' | 'introspect' | 'revoke'>;
  readonly bridges: Pick<BuiltBridges, 'pair'>;
};

export function buildHttp({ deps, records, access, memory: { memories }, consent: { desk }, mcp, running, clients, server, bridges }: Parts) {
  const { configuration, settings, monotonic, programAt, openerAt } = deps;
  const { signingAlgorithm, testProfile, place, version, userName } = configuration;
  const { requestsPerMinute, registrationsPerMinute, callsAtOnce, longestAnswer } = configuration.traffic;
  const { activity, attempts, onFault } = records;
  const { keys, state, spellings, check } = access;
  const { authorize, whoAsks, deliver, token, introspect, revoke } = server;
  const rate = (perMinute: number) => createRateLimit({ monotonic, perMinute });
  const callers = createCallers(configuration.forwardedHeaders);
  return createHttp({
    spellings,
    access: check,
    isListed: (origin) => settings().allowedOrigins.includes(origin),
    requests: rate(requestsPerMinute),
    callers,
    calls: mcp.rate,
    callsAtOnce,
    longestAnswer,
    onRefusal: (reason, program) => activity.countRefusal(reason, program ?? null),
    onFault,
    onExchange: attempts.note,
    routes: [
      ...metadataRoutes({ keys, algorithm: signingAlgorithm, locked: () => state.locked() }),
      ...registerRoutes({ register: clients.register, programAt, rate: rate(registrationsPerMinute), callers }),
      ...managementRoutes({ management: clients.management, clientInformation: clients.clientInformation }),
      ...authorizeRoutes({ authorize, whoAsks, deliver, desk, openerAt, testProfile, place }),
      ...tokenRoutes({ token, introspect, revoke }),
      ...bridgeRoutes({ pair: bridges.pair }),
      ...mcpRoutes({ mcp: mcp.endpoint }),
      ...memoryRoutes({ calls: mcp.calls, running, memories, version }),
      ...verifyRoutes({ access: check, userName }),
    ],
  });
}
