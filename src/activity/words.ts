/** An event as one plain sentence. A new kind of event does not compile until it has its words. */
import { quotedName } from '../shared/plain-text.ts';
import { readScopes, SCOPES } from '../shared/scopes.ts';
import type { ActivityEvent } from './events.ts';
import { REFUSAL_WORDS } from './refusal-words.ts';
import { toolWords } from './tool-words.ts';

export function wordsOf(event: ActivityEvent): string {
  switch (event.kind) {
    case 'broker.started':
      return `Gatehouse ${event.version} started (${event.host})`;
    case 'broker.stopped':
      return 'Gatehouse stopped';
    case 'broker.locked':
      return 'Everything was locked';
    case 'broker.unlocked':
      return 'The lock was lifted';
    case 'window.opened':
      return `A link to the window was made by ${event.by}`;
    case 'settings.changed':
      return `Settings were changed: ${event.names.join(', ')} (${answeredBy(event.by)})`;
    case 'program.connected':
      return `Gatehouse was entered in the settings of ${event.program} (${answeredBy(event.by)})`;
    case 'program.undone':
      return `Gatehouse was taken out of the settings of ${event.program} (${answeredBy(event.by)})`;
    case 'client.registered':
      return `${event.name === null ? 'A program' : quotedName(event.name)} registered`;
    case 'client.added':
      return `${quotedName(event.name)} was entered by hand (${answeredBy(event.by)})`;
    case 'document.fetched':
      return event.refused === null ? `Fetched the document of a program from ${event.host}` : `No document of a program from ${event.host}: ${event.refused}`;
    case 'client.changed':
      return `The program changed: ${event.changed.join('; ')}`;
    case 'client.paused':
      return 'The program was paused';
    case 'client.resumed':
      return 'The program was resumed';
    case 'client.blocked':
      return 'The program was blocked';
    case 'client.removed':
      return 'The registration was removed';
    case 'request.asked':
      return `Asked to ${permissions(event.scope)}`;
    case 'request.allowed':
      return `Allowed to ${permissions(event.scope)} (${answeredBy(event.by)})`;
    case 'call.asked':
      return `Asked for one call of ${event.tool}`;
    case 'call.allowed':
      return `Allowed one call of ${event.tool} (${answeredBy(event.by)})`;
    case 'request.denied':
      return `Denied (${answeredBy(event.by)})`;
    case 'request.unanswered':
      return 'Nobody answered in time';
    case 'request.withdrawn':
      return 'The request was withdrawn';
    case 'request.dropped':
      return 'The request was dropped, because access was taken away meanwhile';
    case 'quiet.began':
      return `Prompts are quiet: ${event.because}`;
    case 'quiet.ended':
      return 'Prompts may appear again';
    case 'asker.blocked':
      return `The ${event.what} was blocked: ${event.name}`;
    case 'asker.unblocked':
      return `The ${event.what} may ask again: ${event.name}`;
    case 'grant.ended':
      return `The connection ended: ${event.reason}`;
    case 'grant.changed':
      return `The connection may now ${permissions(event.scope)}`;
    case 'session.started':
      return 'Logged in';
    case 'session.renewed':
      return 'Renewed its access';
    case 'session.ended':
      return event.reason === 'refresh-reuse' || event.reason === 'code-reuse'
        ? 'The session was ended: a used key was presented again, possible theft'
        : `The session ended: ${event.reason}`;
    case 'token.revoked':
      return 'Gave a token back';
    case 'tool.called':
      return toolWords(event.tool, event.outcome);
    case 'refusals.counted':
      return `Refused ${event.count} ${event.count === 1 ? 'request' : 'requests'} (${REFUSAL_WORDS[event.reason]})`;
    case 'activity.pruned':
      return `${event.entries} ${event.entries === 1 ? 'entry' : 'entries'} older than the retention were removed`;
    case 'key.created':
      return `A key for scripts was made: ${quotedName(event.name)} may ${permissions(event.scope)} (${answeredBy(event.by)})`;
    case 'compartment.created':
      return `The compartment ${event.name} was made (${answeredBy(event.by)})`;
    case 'compartment.renamed':
      return `A compartment is called ${event.name} now (${answeredBy(event.by)})`;
    case 'compartment.removed':
      return `The compartment ${event.name} was removed (${answeredBy(event.by)})`;
    case 'memories.moved':
      return `${event.count} ${event.count === 1 ? 'memory' : 'memories'} went from ${event.from} to ${event.to} (${answeredBy(event.by)})`;
    case 'compartment.windows':
      return `Programs connected to ${event.name} may read ${event.reads.length === 0 ? 'nothing else' : `${event.reads.join(', ')} as well`} (${answeredBy(event.by)})`;
    case 'key.rotated':
      return 'A new signing key is in use';
    case 'memory.held':
      return `A text was held because it looks like ${event.reason === 'secret' ? 'a secret' : 'an instruction'} (${event.rule})`;
    case 'memory.released':
      return `What was held became a memory (${event.rule}, ${answeredBy(event.by)})`;
    case 'memory.dropped':
      return `What was held was deleted (${event.rule}, ${answeredBy(event.by)})`;
    case 'memories.forgotten':
      return event.clientId === null
        ? `${memories(event.count)} put into the bin (${answeredBy(event.by)})`
        : `What the program wrote was taken back: ${memories(event.count)} (${answeredBy(event.by)})`;
    case 'memories.deleted':
      return `${memories(event.count)} deleted from the bin for good (${answeredBy(event.by)})`;
    case 'memories.restored':
      return event.action === null
        ? `${memories(event.count)} brought back from the bin (${answeredBy(event.by)})`
        : `An action on ${memories(event.count)} was undone (${answeredBy(event.by)})`;
    case 'memory.imported':
      return `Memories of ${quotedName(event.program)} are imported into ${event.compartment} (${answeredBy(event.by)})`;
    case 'memory.exported':
      return `${event.compartment ?? 'Everything that is remembered'} was exported (${answeredBy(event.by)})`;
    case 'memory.restored':
      return `An export is restored (${answeredBy(event.by)})`;
    case 'fault':
      return `Something failed in ${event.where} (${event.id})`;
    default:
      return unknownEvent(event);
  }
}

function memories(count: number): string {
  return count === 1 ? '1 memory' : `${count} memories`;
}

/** "read all your memories; add, change and forget memories"; what has no words stays as it is. */
function permissions(scope: string): string {
  const words = SCOPES.filter((entry) => readScopes(scope).includes(entry.scope)).map(
    ({ sentence }) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
  );
  return words.length === 0 ? scope : words.join('; ');
}

function answeredBy(by: string): string {
  return by === 'command' ? 'answered by command' : by === 'test-profile' ? 'by the test profile' : `in the ${by}`;
}

function unknownEvent(event: never): never {
  throw new Error(`no words for ${JSON.stringify(event)}`);
}
