/** The consent prompt as a question on a terminal. The default is no, and nothing typed before it was shown counts. */
import type { Readable, Writable } from 'node:stream';
import type { ConsentPrompt, Decision, Duration } from '../consent/desk.ts';
import { clientIdHost } from '../shared/destination.ts';
import { plainText, quotedName } from '../shared/plain-text.ts';
import type { Scope } from '../shared/scopes.ts';
import type { RequestView } from '../shared/views.ts';

/** Milliseconds in which keys are thrown away: they were meant for something else. */
const GUARD = 700;

type Terminal = { readonly input: Readable; readonly output: Writable };

/** @param terminal both ends of a TTY */
export function createTerminalPrompt({ input, output }: Terminal): ConsentPrompt {
  const say = (line: string) => void output.write(`${line}\n`);
  return {
    async show(request, signal) {
      if (request.stage === 'announced') {
        say(`\n${quotedName(request.client.name)} registered. It can be answered as soon as it asks.`);
        return null;
      }
      say(describe(request));
      const line = await ask(input, signal);
      if (line === null) {
        say('(answered elsewhere, changed or ended)');
        return null;
      }
      const decision = decide(line, request);
      say(decision.answer === 'allow' ? 'Allowed.' : 'Denied.');
      return decision;
    },
  };
}

function describe({ code, kind, client, answerGoesTo, remote, permissions, facts, changes, warnings }: RequestView): string {
  const host = clientIdHost(client.id);
  return [
    '',
    `${quotedName(client.name)} ${kind === 'widening' ? 'asks for more than before' : 'wants to use your memories'}.   Code ${code}, also in your browser`,
    ...(host === null ? [] : [`  It names itself by an address at ${host}`]),
    ...(answerGoesTo === null ? [] : [`  The answer goes to ${plainText(answerGoesTo)}${remote ? ', which is not this computer' : ''}`]),
    ...changes.map((change) => `  ! ${plainText(change)}`),
    ...facts.map((fact) => `  ${plainText(fact)}`),
    ...warnings.map((warning) => `  ! ${plainText(warning)}`),
    '  It may:',
    ...permissions.map(({ sentence, ticked }, index) => `    ${index + 1}. ${sentence}${ticked ? '' : '   (only if you name it)'}`),
    'Allow it?  y = for 30 days, once = for one hour, always = until you disconnect it, n = no,',
    '           x = I did not ask for this. A number limits it: "y 1".   [n] ',
  ].join('\n');
}

/** @returns the first line typed after the guard, or null when the question ended before */
function ask(input: Readable, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    let open = false;
    let typed = '';
    const guard = setTimeout(() => {
      open = true;
    }, GUARD);
    const end = (line: string | null) => {
      clearTimeout(guard);
      input.off('data', read);
      signal.removeEventListener('abort', abort);
      resolve(line);
    };
    const abort = () => end(null);
    const read = (chunk: Buffer | string) => {
      if (!open) return;
      typed += chunk.toString();
      const [line, ...more] = typed.split(/\r?\n/);
      if (more.length > 0) end(line ?? '');
    };
    if (signal.aborted) return end(null);
    signal.addEventListener('abort', abort, { once: true });
    input.on('data', read);
  });
}

const DURATIONS: Readonly<Record<string, Duration>> = { y: '30d', yes: '30d', once: 'once', always: 'always' };

function decide(line: string, { permissions, compartments }: RequestView): Decision {
  const [word = '', ...numbers] = line.trim().toLowerCase().split(/\s+/);
  if (word === 'x') return { answer: 'deny', notAsked: true };
  const duration = DURATIONS[word];
  const scopes = chosen(numbers, permissions);
  if (duration === undefined || scopes.length === 0) return { answer: 'deny', notAsked: false };
  return { answer: 'allow', scopes, for: duration, compartment: compartments[0] ?? 'default' };
}

/** Without numbers what is ticked; with numbers exactly those, and a wrong number grants nothing. */
function chosen(numbers: readonly string[], permissions: RequestView['permissions']): readonly Scope[] {
  if (numbers.length === 0) return permissions.filter(({ ticked }) => ticked).map(({ scope }) => scope);
  const named = numbers.map((number) => permissions[Number(number) - 1]?.scope);
  return named.every((scope) => scope !== undefined) ? named : [];
}

/** Where nobody can be asked: the request stays and is answered by command. */
export const nobodyHere: ConsentPrompt = { show: async () => null };
