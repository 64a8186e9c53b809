/**
 * The consent prompt as a system message box, for where the popup cannot be shown. It can grant reading only, for one hour, or one call, and Deny is what Enter and Escape mean.
 */
import { dialog } from 'electron';
import type { Decision } from '../consent/desk.ts';
import type { ConsentPrompt } from '../consent/prompt.ts';
import { compartmentWords } from '../shared/compartment-words.ts';
import { clientIdHost } from '../shared/destination.ts';
import { quotedName } from '../shared/plain-text.ts';
import { callLines, otherPlace, TEST_LINE } from '../shared/request-words.ts';
import type { RequestView } from '../shared/views.ts';
import { withParent } from './with-parent.ts';

const DENY = 0;
const ALLOW = 1;

type Allow = Extract<Decision, { answer: 'allow' }>;
type Question = { readonly message: string; readonly lines: readonly string[]; readonly allow: string; readonly scopes: Allow['scopes'] };

export const dialogPrompt: ConsentPrompt = {
  async show(request, signal) {
    const question = questionOf(request);
    if (question === null) return null;
    const host = clientIdHost(request.client.id);
    const { response } = await withParent((parent) =>
      dialog.showMessageBox(parent, {
        type: 'question',
        message: question.message,
        detail: [
          ...(request.test ? [TEST_LINE] : []),
          ...(host === null ? [] : [`It names itself by an address at ${host}.`]),
          ...request.facts,
          ...request.changes,
          ...request.warnings,
          ...question.lines,
        ].join('\n'),
        buttons: ['Deny', question.allow],
        defaultId: DENY,
        cancelId: DENY,
        noLink: true,
        signal,
      }),
    );
    if (signal.aborted) return null;
    if (response !== ALLOW) return { answer: 'deny', notAsked: false };
    return { answer: 'allow', scopes: question.scopes, for: 'once', compartment: request.compartments[0]?.id ?? '' };
  },
};

/** @returns null where the box cannot ask this */
function questionOf(request: RequestView): Question | null {
  const { stage, client, call, permissions, compartments, answerGoesTo } = request;
  const name = quotedName(client.name);
  if (call !== null) return { message: `${name} asks for your consent to one call`, lines: callLines(call), allow: call.allow, scopes: [] };
  if (stage === 'announced' || !permissions.some(({ scope }) => scope === 'memory:read')) return null;
  const lines = [
    `The answer goes to ${answerGoesTo ?? 'the program itself'}.`,
    ...compartments.slice(0, 1).map((compartment) => `Memories: ${compartmentWords(compartment)}.`),
    `For one hour. Code ${request.code}${otherPlace(request)}.`,
  ];
  return { message: `Allow ${name} to read your memories?`, lines, allow: 'Allow', scopes: ['memory:read'] };
}
