/** The consent prompt as a question on a terminal. The default is no, what is unclear is asked again, and nothing typed before it was shown counts. */

import { WHY_NOT } from '../consent/outcome-words.ts';
import type { ConsentPrompt } from '../consent/prompt.ts';
import { compartmentLines } from '../shared/compartment-words.ts';
import { clientIdHost } from '../shared/destination.ts';
import { plainText, quotedName } from '../shared/plain-text.ts';
import { callLines, otherPlace, TEST_LINE, wish } from '../shared/request-words.ts';
import type { DurationLine, RequestView } from '../shared/views.ts';
import { readAnswer } from './read-answer.ts';
import { readLine, type Terminal } from './read-line.ts';

const CALL_QUESTION = `Allow it this once?  y = yes, n = no, x = I did not ask for this.   [n] `;

function question({ durations }: RequestView): string {
  const words = durations.toSorted((left, right) => Number(right.chosen) - Number(left.chosen)).map(nameOf);
  return [
    `Allow it?  ${words.join(', ')}${words.length === 0 ? 'y = yes' : ''}, n = no,`,
    '           x = I did not ask for this. A number limits it: "y 1".   [n] ',
  ].join('\n');
}

function nameOf({ duration, sentence, chosen }: DurationLine): string {
  return `${chosen ? 'y' : duration} = ${sentence}`;
}

/**
 * @param terminal both ends of a TTY
 * @param spell a sentence that names the command, as it is called here
 */
export function createTerminalPrompt(terminal: Terminal, spell: (sentence: string) => string = (sentence) => sentence): ConsentPrompt {
  const say = (line: string) => void terminal.output.write(`${line}\n`);
  return {
    async show(request, signal) {
      if (request.stage === 'announced') {
        const line = `\n${quotedName(request.client.name)} registered. It can be answered as soon as it asks.`;
        say([`${line} ${spell(`Not yours: gatehouse deny ${request.code} --block`)}`, ...seen(request)].join('\n'));
        return null;
      }
      say(describe(request));
      if (!(await terminal.isInForeground())) {
        say(spell('This terminal is busy with another program. Answer in one that is free: gatehouse requests'));
        return null;
      }
      say(request.call === null ? question(request) : CALL_QUESTION);
      for (;;) {
        const line = await readLine(terminal, signal);
        if (line === null) {
          say('(answered elsewhere, changed or ended)');
          return null;
        }
        const answer = readAnswer(line, request);
        if (!('unclear' in answer)) return answer;
        say(plainText(answer.unclear));
      }
    },
    settled(_request, { answer }, outcome) {
      if (outcome === 'decided') say(answer === 'allow' ? 'Allowed.' : 'Denied.');
      else if (outcome === 'fault') say('Your answer could not be kept. It is asked again.');
      else say(`Not done: the request ${WHY_NOT[outcome]}`);
    },
  };
}

function describe(request: RequestView): string {
  const { code, call, test, client, answerGoesTo, remote, alreadyAllowed, permissions, facts, changes, warnings } = request;
  const host = clientIdHost(client.id);
  return [
    '',
    ...(test ? [TEST_LINE] : []),
    `${quotedName(client.name)} ${wish(request)}.   Code ${code}${otherPlace(request)}`,
    ...(host === null ? [] : [`  It names itself by an address at ${host}`]),
    ...(answerGoesTo === null ? [] : [`  The answer goes to ${plainText(answerGoesTo)}${remote ? ', which is not this computer' : ''}`]),
    `  ${acquaintance(request)}`,
    ...changes.map((change) => `  ! ${plainText(change)}`),
    ...seen({ facts, warnings }),
    ...(alreadyAllowed.length === 0 ? [] : [`  Already allowed: ${alreadyAllowed.join(', ')}`]),
    ...callLines(call).map((line) => `  ${line}`),
    ...(call === null ? ['  It may:'] : []),
    ...permissions.map(({ sentence, ticked }, index) => `    ${index + 1}. ${sentence}${ticked ? '' : '   (only if you name it)'}`),
    ...compartmentLines(request).map((line) => `  ${line}`),
    ...(request.compartments.length < 2 ? [] : ['  To choose: "y in NAME"']),
  ].join('\n');
}

function seen({ facts, warnings }: Pick<RequestView, 'facts' | 'warnings'>): string[] {
  return [...facts.map((fact) => `  ${plainText(fact)}`), ...warnings.map((warning) => `  ! ${plainText(warning)}`)];
}

/** A loopback client cannot prove that it is the one from before, so this is said and changes nothing (RFC 8252 §8.6). */
function acquaintance({ known, lastAllowedAt }: RequestView): string {
  if (known) return 'A program of this registration is connected already';
  return lastAllowedAt === null ? 'It was never connected before' : 'It was connected before';
}

/** Where nobody can be asked: the request stays and is answered by command. */
export const nobodyHere: ConsentPrompt = { show: async () => null };
