/** A call that a write permission alone does not cover: it needs admin, or the person's Allow for exactly this call (ruling 22). */
import { createHash } from 'node:crypto';
import type { CallAsked, CallQuestion } from '../consent/desk.ts';
import type { Access, AccessCheck } from '../oauth/access/access.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { ToolName } from './tool-scopes.ts';

type Deps = {
  readonly access: AccessCheck;
  /** Puts the question before the person. */
  readonly ask: (access: Access, call: CallQuestion) => Promise<CallAsked>;
  /** Uses their Allow up, if there is one. */
  readonly take: (grantId: string, digest: string, subjects: readonly string[]) => boolean;
};

/** What a call would do before it does it, and the doing of exactly that. */
export type Question = Pick<CallQuestion, 'view' | 'subjects'> & { readonly run: () => Promise<Readonly<Record<string, unknown>>> };

/** @throws NeedsPerson when the call may not go on */
export type OneCall = (access: Access, tool: ToolName, argument: unknown, question: Pick<CallQuestion, 'view' | 'subjects'>) => Promise<void>;

/** Why a call may not go on, for a program that reads codes: OAuth's own where there is one. */
export type NotWithoutPerson = 'needs_person' | 'access_denied' | 'temporarily_unavailable' | 'insufficient_scope';

/** Not now; `message` tells the program and its user what to do. */
export class NeedsPerson extends Error {
  override readonly name = 'NeedsPerson';
  readonly code: NotWithoutPerson;
  constructor({ code, message }: { readonly code: NotWithoutPerson; readonly message: string }) {
    super(message);
    this.code = code;
  }
}

const ANSWERS: Readonly<Record<CallAsked, ConstructorParameters<typeof NeedsPerson>[0]>> = {
  asking: {
    code: 'needs_person',
    message:
      'Nothing was changed yet: this needs the consent of the person, who is being asked by Gatehouse right now. After they allow it, call again with exactly the same arguments within 60 seconds.',
  },
  denied: { code: 'access_denied', message: 'Nothing was changed: the person did not allow this. Do not try again; ask them.' },
  refused: {
    code: 'temporarily_unavailable',
    message: 'Nothing was changed: this needs the consent of the person, who cannot be asked right now. Try again later.',
  },
};
const NOT_FOR_A_KEY = {
  code: 'insufficient_scope',
  message: 'Nothing was changed: this key was not given the permission memory:admin, which this needs.',
} as const;

export function createOneCall({ access: check, ask, take }: Deps): OneCall {
  return async (access, tool, argument, { view, subjects }) => {
    if (check.permits(access, 'memory:admin')) return;
    // A key is made by the person for one purpose; it does not ask.
    if (access.method === 'api-key') throw new NeedsPerson(NOT_FOR_A_KEY);
    const digest = callDigest(tool, argument);
    if (take(access.grantId, digest, subjects)) return;
    throw new NeedsPerson(ANSWERS[await ask(access, { tool, digest, subjects, view })]);
  };
}

/** @param argument as the tool's own schema has read it */
export function callDigest(tool: ToolName, argument: unknown): string {
  return createHash('sha256')
    .update(`${tool}\n${canonicalJson(argument)}`)
    .digest('base64url');
}
