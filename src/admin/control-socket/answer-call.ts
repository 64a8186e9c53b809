/** One line in, one answer out: the rules of JSON-RPC 2.0 and of who may call what. */
import { CONTROL_ERRORS, type ControlAnswer, type ControlId } from '../../shared/control.ts';
import type { Admin } from '../admin.ts';
import { AdminFault, BadParameters } from '../fault.ts';
import { isPermitted, needsThePerson } from '../permitted.ts';

type Deps = {
  readonly admin: Admin;
  readonly host: 'desktop' | 'headless';
  /** Logs a fault of ours. @returns the id that the caller is told */
  readonly onFault: (error: unknown, where: string) => string;
};

export type ReadCall = { readonly id: ControlId; readonly method: string; readonly params: unknown };
export type AnswerCall = (call: ReadCall, signal: AbortSignal) => Promise<ControlAnswer>;

const LONGEST_ID = 256;

export function failure(id: ControlId | null, code: number, message: string): ControlAnswer {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

/** @returns the call, or the answer to something that is none. A call without `id` would leave its sender in the dark. */
export function readCall(line: string): ReadCall | { readonly refusal: ControlAnswer } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { refusal: failure(null, CONTROL_ERRORS.notJson, 'the line is not JSON') };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return notACall('a call is one JSON object per line');
  const { jsonrpc, id, method, params } = value as Record<string, unknown>;
  if (!isId(id)) return notACall('a call needs an id, a text or a number');
  if (jsonrpc !== '2.0') return notACall('jsonrpc must be "2.0"', id);
  if (typeof method !== 'string') return notACall('method must be a text', id);
  return { id, method, params };
}

export function createAnswerCall({ admin, host, onFault }: Deps): AnswerCall {
  return async ({ id, method, params }, signal) => {
    if (!isPermitted(method, host)) return failure(id, ...refusalOf(method));
    const run = Object.hasOwn(admin, method) ? admin[method] : undefined;
    if (run === undefined) return failure(id, ...refusalOf(method));
    try {
      return { jsonrpc: '2.0', id, result: await run(params, 'command', signal) };
    } catch (error) {
      if (error instanceof BadParameters) return failure(id, CONTROL_ERRORS.badParameters, error.message);
      if (error instanceof AdminFault) return failure(id, CONTROL_ERRORS.refused, error.message);
      const fault = onFault(error, method);
      return failure(id, CONTROL_ERRORS.fault, `Something failed inside Gatehouse (${fault}). Its log says what.`);
    }
  };
}

function refusalOf(method: string): [number, string] {
  if (needsThePerson(method)) {
    return [CONTROL_ERRORS.needsThePerson, 'Only the person can do this, in the popup or the window: programs have a shell too.'];
  }
  return [CONTROL_ERRORS.unknownMethod, 'there is no such method'];
}

function notACall(message: string, id: ControlId | null = null): { readonly refusal: ControlAnswer } {
  return { refusal: failure(id, CONTROL_ERRORS.notACall, message) };
}

function isId(value: unknown): value is ControlId {
  return typeof value === 'string' ? value.length <= LONGEST_ID : Number.isFinite(value);
}
