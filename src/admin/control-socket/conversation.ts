/** One connection's JSON-RPC: proof first where it is needed, then calls. Every line gets exactly one answer. */
import { CONTROL_ERRORS, type ControlCall, type ControlReply, isProof, LONGEST_LINE, proofOf } from '../../shared/control.ts';
import type { Random } from '../../shared/edge.ts';
import { makeSecret } from '../../shared/secrets.ts';

/** Resolves with the result of a method; rejects with a `ControlRefusal` for what the caller can mend. */
export type Answer = (method: string, params: unknown) => Promise<unknown>;

export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const LONGEST_PROOF = 4_096;

type Deps = { readonly key: string | null; readonly random: Random; readonly answer: Answer };

export type Conversation = {
  reply(line: string): Promise<ControlReply>;
  /** Characters of the longest line that is read now: a stranger has nothing to say but the proof. */
  longest(): number;
};

export function createConversation({ key, random, answer }: Deps): Conversation {
  const nonce = makeSecret(random);
  let proven = key === null;

  /** Both ends show that they hold the key, so that neither a squatter on the address nor another user gets a word. */
  function prove(params: { nonce?: unknown; proof?: unknown }): unknown {
    if (key === null) return {};
    if (typeof params.nonce === 'string') return { nonce, proof: proofOf(key, 'broker', params.nonce) };
    proven = isProof(params.proof, key, 'command', nonce);
    if (!proven) throw new ControlRefusal(CONTROL_ERRORS.forbidden, 'The key does not match.');
    return {};
  }

  const longest = () => (proven ? LONGEST_LINE : LONGEST_PROOF);

  async function reply(line: string): Promise<ControlReply> {
    const call = line.length > longest() ? failure(null, CONTROL_ERRORS.request, 'The line is too long.') : read(line);
    if ('error' in call) return call;
    const { id, method, params } = call;
    try {
      if (method === 'prove') return { jsonrpc: '2.0', id, result: prove((params ?? {}) as object) };
      if (!proven) throw new ControlRefusal(CONTROL_ERRORS.forbidden, 'Prove the key first.');
      return { jsonrpc: '2.0', id, result: await answer(method, params) };
    } catch (error) {
      if (error instanceof ControlRefusal) return failure(id, error.code, error.message);
      return failure(id, CONTROL_ERRORS.fault, 'Gatehouse could not do this because of a fault of its own. See its log.');
    }
  }
  return { reply, longest };
}

function read(line: string): ControlCall | Extract<ControlReply, { error: unknown }> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return failure(null, CONTROL_ERRORS.parse, 'The line is not JSON.');
  }
  const { id, method, jsonrpc, params } = (typeof value === 'object' && value !== null ? value : {}) as Partial<ControlCall>;
  const isCall = jsonrpc === '2.0' && typeof method === 'string' && (typeof id === 'number' || typeof id === 'string');
  return isCall ? { jsonrpc, id, method, params } : failure(null, CONTROL_ERRORS.request, 'The line is not a JSON-RPC 2.0 call.');
}

function failure(id: number | string | null, code: number, message: string): Extract<ControlReply, { error: unknown }> {
  return { jsonrpc: '2.0', id, error: { code, message } };
}
