/** One request at the MCP endpoint, as its tools, resources and prompts see it. */
import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError, type ScopeChallenge } from '@modelcontextprotocol/server';
import type { Memories } from '../memory/memories.ts';
import type { Access } from '../oauth/access/access.ts';
import type { RateLimit } from '../shared/rate-limit.ts';
import { impliedBy } from '../shared/scopes.ts';
import type { ToolCalls, ToolOutcome } from './tool-calls.ts';
import type { ToolName } from './tool-scopes.ts';

type Result = Readonly<Record<string, unknown>>;
type Deps = { readonly calls: ToolCalls; readonly memories: Memories; readonly rate: RateLimit };

export type Serving = ReturnType<typeof createServing>;

export const TOO_MUCH = 'This program asks too much at once. Nothing was changed; try again in a minute.';

export function createServing({ calls, memories, rate }: Deps, access: Access) {
  const isTooMuch = countBatch(rate, access);
  return {
    calls,
    memories,
    access,
    isTooMuch,
    /** A real 403 before anything runs, naming every scope it needs at once, while the person is asked (ruling 15). */
    challenge(name: ToolName): ScopeChallenge | undefined {
      const needed = calls.missing(access, name);
      if (needed === null) return undefined;
      const [first = needed, ...rest] = impliedBy([needed]);
      const why = access.method === 'api-key' ? 'this key was not given' : 'the person has not given; they are being asked';
      return { scopes: [first, ...rest], errorDescription: `${name} needs a permission that ${why}` };
    },
    /**
     * Reads what is no tool, with the permission, the record and the limits of one.
     * @param named what the caller asked for, for the error when it is not there
     * @throws ProtocolError in the caller's words
     */
    async read<Read extends Result>(name: ToolName, named: string, work: () => Promise<Read>): Promise<Read> {
      if (isTooMuch()) throw new ProtocolError(ProtocolErrorCode.InternalError, TOO_MUCH);
      const outcome = await calls.perform(access, name, work);
      if (outcome.kind === 'done') return outcome.result as Read;
      if (outcome.kind === 'refused' && outcome.because === 'missing') throw new ResourceNotFoundError(named);
      throw new ProtocolError(outcome.kind === 'failed' ? ProtocolErrorCode.InternalError : ProtocolErrorCode.InvalidParams, sentenceOf(outcome));
    },
  };
}

/** Why nothing was done, for the caller and its user. */
export function sentenceOf(outcome: Exclude<ToolOutcome, { kind: 'done' }>): string {
  switch (outcome.kind) {
    case 'forbidden':
      return 'The permission for this has ended.';
    case 'refused':
    case 'needs-person':
      return outcome.message;
    case 'failed':
      return `Gatehouse could not do this because of a fault of its own (${outcome.id}). Nothing was changed; try again.`;
  }
}

/** A batch of the older wire is one request with up to a hundred calls. The request was counted on its way in, the others are here. */
function countBatch(rate: RateLimit, { clientId }: Access): () => boolean {
  let counted = true;
  return () => {
    if (!counted) return rate.take(clientId) > 0;
    counted = false;
    return false;
  };
}
