/**
 * The object graph, built in one place. Everything that differs between the desktop, a terminal and a test is passed in;
 * nothing here knows which of them it serves.
 */
import { randomUUID } from 'node:crypto';
import { type ActivityLog, createActivityLog } from './activity/record.ts';
import { type Attempts, createAttempts } from './attempts/attempts.ts';
import { overhear } from './attempts/overhear.ts';
import { type Attention, createAttention } from './consent/attention/attention.ts';
import type { Limits } from './consent/attention/budget.ts';
import { endOfQuietHours } from './consent/attention/quiet-hours.ts';
import { createDesk } from './consent/create-desk.ts';
import type { ConsentDesk, ConsentPrompt, DecidedBy, GatherEvidence } from './consent/desk.ts';
import type { HasEnded } from './consent/evidence/has-ended.ts';
import type { ProgramAt } from './consent/evidence/program-at.ts';
import type { LookAtBridge } from './consent/evidence/started-by.ts';
import { createKnownClients } from './consent/known-clients.ts';
import type { Lifetimes } from './consent/lifetimes.ts';
import { createHttp } from './http/app.ts';
import { createCallers, type ForwardedHeader } from './http/caller.ts';
import type { Listening } from './http/listen.ts';
import type { Route } from './http/route.ts';
import { authorizeRoutes } from './http/routes/authorize.ts';
import { bridgeRoutes } from './http/routes/bridge.ts';
import { managementRoutes } from './http/routes/management.ts';
import { mcpRoutes } from './http/routes/mcp.ts';
import { memoryRoutes } from './http/routes/memories.ts';
import { metadataRoutes } from './http/routes/metadata.ts';
import { registerRoutes } from './http/routes/register.ts';
import { tokenRoutes } from './http/routes/token.ts';
import { verifyRoutes } from './http/routes/verify.ts';
import { createMcpEndpoint } from './mcp/endpoint.ts';
import { createOneCall } from './mcp/one-call.ts';
import { createRunningCalls } from './mcp/running-calls.ts';
import { createSubscriptions } from './mcp/subscriptions.ts';
import { createToolCalls } from './mcp/tool-calls.ts';
import { announceChanges } from './memory/announce-changes.ts';
import { type Compartments, loadCompartments } from './memory/compartments.ts';
import { createRescan, startRescan } from './memory/guard/rescan.ts';
import { createMemories, type Memories } from './memory/memories.ts';
import { createMoving, type Moving } from './memory/moving/moving.ts';
import { createMemoryUpkeep } from './memory/upkeep.ts';
import { createMeaning } from './memory/vectors/meaning.ts';
import type { GrantControl } from './oauth/access/access.ts';
import { type CreateApiKey, createApiKeys } from './oauth/access/api-keys.ts';
import { createAccessCheck } from './oauth/access/authenticate.ts';
import { createEndIdle } from './oauth/access/end-idle.ts';
import { createGrantControl } from './oauth/access/grant-control.ts';
import { createMarkUsed } from './oauth/access/last-used.ts';
import { loadLiveState } from './oauth/access/live-state.ts';
import { createAuthorize } from './oauth/authorize/authorize.ts';
import { createDeliver } from './oauth/authorize/deliver.ts';
import { createWhoAsks } from './oauth/authorize/who-asks.ts';
import { createAskForBridge } from './oauth/bridges/ask.ts';
import { isBridgeClient } from './oauth/bridges/bridge-client.ts';
import { createEndOrphaned } from './oauth/bridges/end-orphaned.ts';
import { createPair } from './oauth/bridges/pair.ts';
import { createResume } from './oauth/bridges/resume.ts';
import { createTakeAnswer } from './oauth/bridges/take-answer.ts';
import { createTickets } from './oauth/bridges/tickets.ts';
import { createClientDocuments } from './oauth/client-documents/create-client-documents.ts';
import { FETCH_LIMITS } from './oauth/client-documents/fetch-budget.ts';
import { startHousekeeping } from './oauth/housekeeping.ts';
import { createIntrospect } from './oauth/introspect.ts';
import type { RedirectPolicy } from './oauth/redirect-uri.ts';
import { type AddClient, createAddClient } from './oauth/register/add-client.ts';
import { createChangeClient } from './oauth/register/change-client.ts';
import { createClientInformation } from './oauth/register/client-information.ts';
import { createMakeRoom } from './oauth/register/make-room.ts';
import { createManagement } from './oauth/register/management.ts';
import { createRegister } from './oauth/register/register.ts';
import { createRemoveClient, type RemoveClient } from './oauth/register/remove-client.ts';
import { createRevoke } from './oauth/revoke.ts';
import { createSpellings, type Spelling } from './oauth/spellings.ts';
import { createIssuer } from './oauth/token/issue.ts';
import { createToken } from './oauth/token/token.ts';
import { createAccessTokens } from './oauth/tokens/access-token.ts';
import { createForNoGrant } from './oauth/tokens/for-no-grant.ts';
import { loadSigningKeys, type SigningAlgorithm, type SigningKeys } from './oauth/tokens/signing-keys.ts';
import type { BridgeTicket } from './shared/bridge.ts';
import type { Clock, Random } from './shared/edge.ts';
import type { Embed } from './shared/embed.ts';
import type { FetchClientDocument } from './shared/fetch-client-document.ts';
import type { LiveSettings } from './shared/live-settings.ts';
import { createRateLimit } from './shared/rate-limit.ts';
import type { Traffic } from './shared/traffic.ts';
import type { EmbeddingsView, Silence } from './shared/views.ts';
import type { AuthStore, Client, Grant } from './store/auth-store.ts';
import type { Held } from './store/held-memories.ts';
import type { MemoryStore } from './store/memory-store.ts';
import { loadActivityKey } from './vault/activity-key.ts';
import type { KeyVault } from './vault/key-vault.ts';

/** Chosen at the start and for good. */
export type GatehouseConfiguration = {
  readonly signingAlgorithm: SigningAlgorithm;
  /** The origin that a proxy on this machine serves us under; null without one. */
  readonly externalIssuer: string | null;
  /** What that proxy says about its callers and is believed; nothing unless the person listed it. */
  readonly forwardedHeaders: readonly ForwardedHeader[];
  readonly traffic: Traffic;
  readonly lifetimes: Lifetimes;
  readonly testProfile: boolean;
  /** How often the person may be asked; null without end. */
  readonly promptLimits: Limits | null;
  /** `auto` only ever in a test profile. */
  readonly consent: 'ask' | 'auto';
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  /** The account that Gatehouse runs under, as a proxy is told. */
  readonly userName: string;
  /** IANA name of where the person is: their "yesterday" begins there. */
  readonly timeZone: string;
  /** Where the person finds the question, as a sentence for the waiting page. */
  readonly place: string;
};

export type GatehouseDeps = {
  readonly configuration: GatehouseConfiguration;
  /** What the person may change meanwhile. */
  readonly settings: () => LiveSettings;
  /** The port, held already; it is closed with the broker. */
  readonly listening: Listening;
  readonly clock: Clock;
  /** Milliseconds that nobody can set. */
  readonly monotonic: () => number;
  readonly random: Random;
  readonly vault: KeyVault;
  readonly openAuthStore: (activityKey: Uint8Array) => Promise<AuthStore>;
  readonly openMemoryStore: () => Promise<MemoryStore>;
  /** Where texts become vectors, if the person has turned that on. */
  readonly embeddings?: { readonly embed: Embed; readonly model: string } | undefined;
  readonly prompt: ConsentPrompt;
  readonly evidence: GatherEvidence;
  readonly fetchDocument: FetchClientDocument;
  readonly programAt: ProgramAt;
  readonly lookAtBridge: LookAtBridge;
  readonly hasEnded: HasEnded;
  /** Something waits for the person that is not shown; called once, until prompts may pop up again. */
  readonly onUnseen: (because: Silence) => void;
  /** The technical log: faults of ours, with the id that the caller was given. */
  readonly onFault: (id: string, where: string, error: unknown) => void;
};

export type Gatehouse = {
  readonly spelling: Spelling;
  readonly store: AuthStore;
  readonly memoryStore: MemoryStore;
  readonly memories: Memories;
  readonly moving: Moving;
  readonly desk: ConsentDesk;
  readonly attention: Attention;
  readonly routes: readonly Route[];
  readonly control: GrantControl;
  readonly keys: SigningKeys;
  readonly createApiKey: CreateApiKey;
  /** @returns a token of ours that points at nothing, for the self-test */
  readonly signForNoGrant: () => Promise<string>;
  readonly addClient: AddClient;
  readonly removeClient: RemoveClient;
  readonly compartments: Compartments;
  /** Lets a bridge ask, once. */
  bridgeTicket(): BridgeTicket;
  /** Connections that hold, the paused ones too. */
  liveGrants(): readonly Grant[];
  /** How many there are now. */
  connections(): number;
  /** null while the person has not turned them on. */
  embeddings(): Promise<EmbeddingsView | null>;
  readonly activity: ActivityLog;
  /** Milliseconds. */
  readonly activityRetention: () => number;
  readonly attempts: Attempts;
  close(): Promise<void>;
};

const NEVER_APPROVED = { keep: 50, lifetime: 24 * 3_600_000 };
const ACTIVITY = 'activity';

/**
 * Opens the stores, loads the keys and serves.
 * @throws VaultUnavailable, DatabaseTooNew, DatabaseRefused, StoreUnavailable: then nothing is served
 */
export async function createGatehouse(deps: GatehouseDeps): Promise<Gatehouse> {
  const { listening, clock, random, vault, settings } = deps;
  // One for every surface, and for good: what is advertised cannot differ from what is guarded.
  const configuration = Object.freeze({ ...deps.configuration });
  const closing: (() => Promise<void>)[] = [];
  try {
    return await build();
  } catch (error) {
    for (const close of closing.reverse()) await close().catch(() => undefined);
    throw error;
  }

  async function build(): Promise<Gatehouse> {
    const store = await deps.openAuthStore(await loadActivityKey(vault, random));
    closing.push(() => store.close());
    const opened = await deps.openMemoryStore();
    closing.push(() => opened.close());
    const memoryStore = announceChanges(opened, (compartment, ids) => {
      meaning?.nudge();
      subscriptions.changed(compartment, ids);
    });
    const onFault = (error: unknown, where: string): string => {
      const id = randomUUID().slice(0, 8);
      deps.onFault(id, where, error);
      // A log that cannot be written must not write that into itself.
      if (where !== ACTIVITY) activity.record({ kind: 'fault', id, where });
      return id;
    };
    const attempts = createAttempts({ clock, nameOf: (id) => known.nameOf(id), programOf: (id) => known.programOf(id), isBridge: isBridgeClient });
    const activity: ActivityLog = overhear(createActivityLog({ store, clock, onFailure: (error) => onFault(error, ACTIVITY) }), (event) =>
      attempts.hear(event),
    );
    const meaning =
      deps.embeddings === undefined
        ? undefined
        : createMeaning({ ...deps.embeddings, store: opened.vectors, monotonic: deps.monotonic, onFault: (error) => void onFault(error, 'embeddings') });
    if (meaning !== undefined) closing.push(() => meaning.close());
    const keys = await loadSigningKeys({
      vault,
      facts: store.facts,
      clock,
      random,
      algorithm: configuration.signingAlgorithm,
      onRotated: (kid) => activity.record({ kind: 'key.rotated', kid }),
    });
    const state = await loadLiveState(store, clock.now());
    const redirects: RedirectPolicy = {
      get remoteAllowed() {
        return settings().remoteRedirects;
      },
    };
    const lifetimes: Lifetimes = {
      ...configuration.lifetimes,
      get asking() {
        return settings().promptTimeout ?? configuration.lifetimes.asking;
      },
    };
    const codeLifetime = () => settings().codeLifetime;
    const activityRetention = () => settings().activityRetention;
    const known = createKnownClients(await store.clients.list());
    for (const { clientId } of state.all()) known.connected(clientId);

    const spellings = createSpellings({ ...listening, externalIssuer: configuration.externalIssuer });
    const find = (id: string): Promise<Client | null> => store.clients.find(id);
    const tokens = createAccessTokens({ keys, spellings, clock });
    const access = createAccessCheck({
      tokens,
      state,
      clock,
      nameOf: known.nameOf,
      programOf: known.programOf,
      findApiKey: (hash) => store.apiKeys.find(hash),
      onUsed: createMarkUsed({ grants: store.grants, clock, onFault: (error) => void onFault(error, 'last used') }),
    });
    const compartments = await loadCompartments({ store: memoryStore.compartments, clock, random, onChanged: () => desk.changed() });
    const onHeld = ({ id, reason, rule, memory: { provenance } }: Held): void =>
      activity.record({ kind: 'memory.held', clientId: provenance.clientId, grantId: provenance.grantId, heldId: id, reason, rule });
    const memories = createMemories({ store: memoryStore, clock, random, timeZone: configuration.timeZone, meaning, onHeld });
    const moving = createMoving({ store: memoryStore, clock, random, hold: memories.hold, onHeld, onCompartments: () => compartments.reload() });
    const calls = createToolCalls({
      memories,
      access,
      oneCall: createOneCall({
        access,
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
    const running = createRunningCalls();
    const subscriptions = createSubscriptions({ access, sees: (caller, compartment) => compartments.sees(caller.compartment, compartment) });
    const { requestsPerMinute, registrationsPerMinute, tokensPerMinute, callsPerMinute, callsAtOnce, longestAnswer } = configuration.traffic;
    const rate = (perMinute: number) => createRateLimit({ monotonic: deps.monotonic, perMinute });
    const callRate = rate(callsPerMinute);
    const mcp = createMcpEndpoint({ calls, memories, subscriptions, running, access, rate: callRate, version: configuration.version, onFault });
    const control = createGrantControl({ store, state, clock, activity, onEnded: (ids) => running.end(ids) });
    const attention = await createAttention({
      facts: store.facts,
      clock,
      random,
      activity,
      limits: configuration.promptLimits,
      quietHours() {
        const { quietHours } = settings();
        return quietHours === null ? null : endOfQuietHours(quietHours, clock.now(), configuration.timeZone);
      },
    });
    const isLive = ({ id }: Grant): boolean => state.grant(id, clock.now()) !== null;
    // It was allowed while its compartment was being removed: there is nothing left that it could lead to.
    const begin = (grant: Grant): void => {
      state.put(grant);
      known.connected(grant.clientId);
      if (!compartments.has(grant.compartment)) control.endGrants([grant.id]).catch((error: unknown) => onFault(error, 'a removed compartment'));
    };
    const desk = createDesk({
      store,
      activity,
      clock,
      random,
      prompt: deps.prompt,
      promptedBy: configuration.host === 'desktop' ? 'popup' : 'terminal',
      onFault: (error) => void onFault(error, 'consent'),
      evidence: deps.evidence,
      lifetimes,
      usualDuration: () => settings().duration,
      attention,
      auto: configuration.consent === 'auto' && configuration.testProfile ? { by: 'test-profile' satisfies DecidedBy } : null,
      // To the person a block is of the row, whatever client id the program registers next.
      obstacle: ({ id, rowKey }) => state.obstacle(id) ?? (state.blocked().some((blocked) => known.isOfRow(blocked, rowKey)) ? 'client_blocked' : null),
      liveGrants: (clientId) => state.grantsOf([clientId]).filter(isLive),
      isNameTaken: (bare, { rowKey }) => known.isTaken(bare, rowKey, (id) => state.grantsOf([id]).some(isLive)),
      onGranted: begin,
      onNotAsked: async ({ id }) => {
        if (state.grantsOf([id]).some(isLive)) return;
        state.hold(id, 'paused');
        await store.clients.setState([id], 'paused');
      },
      compartments,
      testProfile: configuration.testProfile,
      onUnseen: deps.onUnseen,
    });
    const issue = createIssuer({
      tokens,
      clock,
      random,
      accessTokenLifetime: () => settings().accessTokenLifetime,
      rate: rate(tokensPerMinute),
    });
    const makeRoom = createMakeRoom({
      store,
      desk,
      clock,
      neverApproved: configuration.testProfile ? null : NEVER_APPROVED,
      onEvicted: known.forget,
      onFault: (error) => void onFault(error, 'eviction'),
    });
    const register = createRegister({
      store,
      desk,
      activity,
      clock,
      random,
      redirects,
      makeRoom,
      onRegistered: known.remember,
    });
    const createApiKey = createApiKeys({
      store,
      clock,
      random,
      activity,
      onCreated: (client, grant) => {
        known.remember(client);
        begin(grant);
      },
    });
    const changeClient = createChangeClient({ store, control, desk, activity, clock, onChanged: known.remember });
    const findForRequest = createClientDocuments({
      store,
      activity,
      clock,
      redirects,
      fetchDocument: deps.fetchDocument,
      settings,
      limits: configuration.testProfile ? null : FETCH_LIMITS,
      changeClient,
      makeRoom,
      onRegistered: known.remember,
      onFault: (error) => void onFault(error, 'client document'),
    });
    const removeClient = createRemoveClient({ store, control, desk, clock, onRemoved: (id) => known.forget([id]) });
    const management = createManagement({ store, desk, activity, redirects, changeClient, removeClient });
    const tickets = createTickets(deps.monotonic, random);
    const takeAnswer = createTakeAnswer({ store, state, issue, clock, random, activity, codeLifetime });
    const pair = createPair({
      store,
      state,
      clock,
      tickets,
      look: deps.lookAtBridge,
      resume: createResume({ store, state, issue, clock, activity }),
      ask: createAskForBridge({ desk, clock, random, take: takeAnswer, place: configuration.place }),
      makeRoom,
      onRegistered: known.remember,
    });
    const callers = createCallers(configuration.forwardedHeaders);
    const http = await createHttp({
      spellings,
      access,
      isListed: (origin) => settings().allowedOrigins.includes(origin),
      requests: rate(requestsPerMinute),
      callers,
      calls: callRate,
      callsAtOnce,
      longestAnswer,
      onRefusal: (reason, program) => activity.countRefusal(reason, program ?? null),
      onFault,
      onExchange: attempts.note,
      routes: [
        ...metadataRoutes({ keys, algorithm: configuration.signingAlgorithm, locked: () => state.locked() }),
        ...registerRoutes({ register, programAt: deps.programAt, rate: rate(registrationsPerMinute), callers }),
        ...managementRoutes({ management, clientInformation: createClientInformation({ store, access }) }),
        ...authorizeRoutes({
          authorize: createAuthorize({
            find: findForRequest,
            redirects,
            codes: store.codes,
            desk,
            spellings,
            onRefusal: (reason, name) => activity.countRefusal(reason, name),
          }),
          whoAsks: createWhoAsks(store.clients),
          deliver: createDeliver({ store, clock, random, codeLifetime }),
          desk,
          testProfile: configuration.testProfile,
          place: configuration.place,
        }),
        ...tokenRoutes({
          token: createToken({ find, store, state, issue, spellings, clock, random, activity }),
          introspect: createIntrospect({ find, store, state, access, clock }),
          revoke: createRevoke({ find, store, state, tokens, clock, activity }),
        }),
        ...bridgeRoutes({ pair }),
        ...mcpRoutes({ mcp }),
        ...memoryRoutes({ calls, running, memories, version: configuration.version }),
        ...verifyRoutes({ access, userName: configuration.userName }),
      ],
    });
    const endIdle = createEndIdle({ store, clock, after: () => settings().clientSleep, end: control.endGrants });
    // Before the first request: one that comes after a long sleep must not count as use.
    await endIdle();
    listening.serve(http.handler);
    activity.record({ kind: 'broker.started', host: configuration.host, version: configuration.version });

    const endHousekeeping = startHousekeeping({
      store,
      desk,
      activity,
      keys,
      clock,
      endIdle,
      endOrphaned: createEndOrphaned({ store, clock, liveGrants: () => state.all().filter(isLive), hasEnded: deps.hasEnded, end: control.endGrants }),
      endStreams: () => subscriptions.tick(),
      tendMemories: createMemoryUpkeep({ store: memoryStore, clock }),
      activityRetention,
      onFault: (error, where) => void onFault(error, where),
    });

    const endRescan = startRescan(createRescan({ store: memoryStore, clock, random, onHeld }), (error) => void onFault(error, 'rescan'));

    return {
      spelling: spellings.canonical,
      store,
      memoryStore,
      memories,
      moving,
      desk,
      attention,
      routes: http.routes,
      control,
      keys,
      createApiKey,
      signForNoGrant: createForNoGrant({ tokens, spelling: spellings.canonical, clock, random }),
      addClient: createAddClient({ store, activity, clock, random, redirects, onRegistered: known.remember }),
      removeClient,
      compartments,
      bridgeTicket: () => ({ ticket: tickets.make(), mcp: spellings.canonical.resource, certificate: listening.certificate }),
      liveGrants: () => state.all().filter(isLive),
      embeddings: async () => (await meaning?.view()) ?? null,
      connections: () => state.all().filter(isLive).length,
      activity,
      activityRetention,
      attempts,
      async close() {
        endHousekeeping();
        endRescan();
        desk.close();
        await mcp.close();
        await listening.close();
        await http.close();
        activity.record({ kind: 'broker.stopped' });
        await memories.settle();
        await moving.exports.close();
        await meaning?.close();
        // Last, for a call whose caller was cut off may have ended meanwhile.
        await activity.flush();
        await Promise.all([store.close(), memoryStore.close()]);
      },
    };
  }
}
