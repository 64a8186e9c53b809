/** One call of a tool: permission, work, record. Both wires, MCP and REST, come through here, so they cannot disagree. */
import type { ActivityLog } from '../activity/record.ts';
import { MemoryRefused, PermissionEnded, type RefusedBecause } from '../memory/limits.ts';
import type { Memories } from '../memory/memories.ts';
import type { Access, AccessCheck } from '../oauth/access/access.ts';
import type { Scope } from '../shared/scopes.ts';
import { NeedsPerson, type NotWithoutPerson, type OneCall } from './one-call.ts';
import { TOOL_SCOPES, type ToolName } from './tool-scopes.ts';
import { TOOLS, type Tool } from './tools.ts';

export type ToolDeps = {
  readonly memories: Memories;
  readonly access: AccessCheck;
  readonly activity: ActivityLog;
  /** A call needed more than its grant allows: asks the person, without waiting for the answer. */
  readonly askWider: (access: Access, needed: Scope) => void;
  readonly oneCall: OneCall;
  /** A fault of ours while a tool ran; the client only hears that it failed. */
  readonly onFault: (error: unknown, where: string) => string;
};

type Result = Readonly<Record<string, unknown>>;

export type ToolOutcome =
  | { readonly kind: 'done'; readonly result: Result }
  /** The permission ended after the request was let in. */
  | { readonly kind: 'forbidden' }
  /** Not without the person's Allow for this one call. */
  | { readonly kind: 'needs-person'; readonly message: string; readonly code: NotWithoutPerson }
  | { readonly kind: 'refused'; readonly message: string; readonly because: RefusedBecause }
  /** A fault of ours, with the id that stands in the log. */
  | { readonly kind: 'failed'; readonly id: string };

export type ToolCalls = ReturnType<typeof createToolCalls>;

export function createToolCalls({ memories, access: check, activity, askWider, oneCall, onFault }: ToolDeps) {
  const record = ({ clientId, grantId }: Access, tool: ToolName, outcome: 'done' | 'failed' | 'refused') =>
    activity.record({ kind: 'tool.called', clientId, grantId, tool, outcome });

  return {
    /** @returns the permission that is missing, after asking the person for it (ruling 15); null when the call may go on */
    missing(access: Access, name: ToolName): Scope | null {
      const needed = TOOL_SCOPES[name];
      if (check.permits(access, needed)) return null;
      record(access, name, 'refused');
      askWider(access, needed);
      return needed;
    },
    /** @param argument already of the tool's own input schema */
    call: (access: Access, name: ToolName, argument: unknown) => perform(access, name, () => run(access, name, argument)),
    /** The tool itself, within `perform`. */
    run,
    perform,
  };

  async function run(access: Access, name: ToolName, argument: unknown): Promise<Result> {
    const tool = toolNamed(name);
    const caller = { ...access, mayStill: () => check.permits(access, TOOL_SCOPES[name]) };
    const question = await tool.question?.(memories, caller, argument as never);
    if (!question) return tool.run(memories, caller, argument as never);
    await oneCall(access, name, argument, question);
    // What was counted, and not what the same words would name a moment later.
    return question.run();
  }

  /** @param name the tool that this counts as: its permission is needed, and it stands in the record */
  async function perform(access: Access, name: ToolName, work: () => Promise<Result>): Promise<ToolOutcome> {
    // Once more: the grant may have ended since the request was let in.
    if (!check.permits(access, TOOL_SCOPES[name])) {
      record(access, name, 'refused');
      return { kind: 'forbidden' };
    }
    try {
      const result = await work();
      record(access, name, 'done');
      return { kind: 'done', result };
    } catch (error) {
      const isRefused = error instanceof NeedsPerson || error instanceof PermissionEnded;
      record(access, name, isRefused ? 'refused' : 'failed');
      if (error instanceof PermissionEnded) return { kind: 'forbidden' };
      if (error instanceof NeedsPerson) return { kind: 'needs-person', message: error.message, code: error.code };
      if (error instanceof MemoryRefused) return { kind: 'refused', message: error.message, because: error.because };
      return { kind: 'failed', id: onFault(error, name) };
    }
  }
}

export function toolNamed(name: ToolName): Tool {
  const tool = TOOLS.find((candidate) => candidate.name === name);
  if (tool === undefined) throw new Error(`there is no tool ${name}`);
  return tool;
}
