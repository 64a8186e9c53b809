/** The two calls in which both ends prove the key, before any other call of a connection is heard. */
import type { Random } from '../../shared/edge.ts';
import { CONTROL_ERRORS, type ControlAnswer, HELLO, PROVE } from '../../shared/control.ts';
import { isNonce, isProof, proofOf } from '../../shared/control-proof.ts';
import { readObject } from '../parameters.ts';
import { type AnswerCall, failure, type ReadCall } from './answer-call.ts';

type Deps = { readonly key: string; readonly random: Random; readonly answer: AnswerCall };

/** What a connection says about itself after each call: whether it may go on. */
export type Guarded = { readonly answer: ControlAnswer; readonly end: boolean };

/** @returns one gate per connection */
export function createGate({ key, random, answer }: Deps) {
  let expected: string | null = null;
  let proven = false;

  function hello({ id, params }: ReadCall): Guarded {
    const { nonce } = readObject(params);
    if (!isNonce(nonce)) return { answer: failure(id, CONTROL_ERRORS.badParameters, 'nonce must be 32 bytes, base64url'), end: true };
    const nonces = { command: nonce, broker: Buffer.from(random.bytes(32)).toString('base64url') };
    expected = proofOf('command', key, nonces);
    return { answer: { jsonrpc: '2.0', id, result: { nonce: nonces.broker, proof: proofOf('broker', key, nonces) } }, end: false };
  }

  function prove({ id, params }: ReadCall): Guarded {
    proven = expected !== null && isProof(readObject(params).proof, expected);
    expected = null;
    if (!proven) return { answer: failure(id, CONTROL_ERRORS.notProven, 'the proof is wrong'), end: true };
    return { answer: { jsonrpc: '2.0', id, result: { proven: true } }, end: false };
  }

  return async (call: ReadCall, signal: AbortSignal): Promise<Guarded> => {
    if (proven) return { answer: await answer(call, signal), end: false };
    if (call.method === HELLO) return hello(call);
    if (call.method === PROVE) return prove(call);
    return { answer: failure(call.id, CONTROL_ERRORS.notProven, `prove the key of control.json first (${HELLO}, ${PROVE})`), end: true };
  };
}
