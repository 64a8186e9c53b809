import { plainText, quotedName } from '../../../src/shared/plain-text.ts';
import type { ClientView } from '../../../src/shared/views.ts';
import { Fact, Facts } from '../parts/facts.tsx';
import { State } from '../parts/state.tsx';
import { When } from '../parts/when.tsx';
import { CLIENT, stateWords } from './client-words.ts';

/** What we know of it is plain; what it says of itself is in quotes. */
export function ClientFacts({ client }: { readonly client: ClientView }) {
  const { connectedSince, endsAt, kind, program, redirectUris, clientIds } = client;
  return (
    <>
      <Facts>
        <Fact term={kind === 'key' ? CLIENT.key : CLIENT.calls}>{quotedName(client.name)}</Fact>
        <Fact term={CLIENT.state}>
          <State state={client.state} text={stateWords(client)} />
        </Fact>
        <Fact term={CLIENT.registered}>
          <When at={client.registeredAt} />
        </Fact>
        {connectedSince === null ? null : (
          <>
            <Fact term={CLIENT.since}>
              <When at={connectedSince} />
            </Fact>
            <Fact term={CLIENT.ends}>
              <When at={endsAt} otherwise={CLIENT.untilDisconnected} />
            </Fact>
          </>
        )}
        <Fact term={CLIENT.used}>
          <When at={client.lastUsedAt} />
        </Fact>
        {program === null ? null : (
          <Fact term={CLIENT.program}>
            <code>{plainText(program)}</code>
          </Fact>
        )}
      </Facts>
      <details>
        <summary>{CLIENT.details}</summary>
        <Facts>
          {redirectUris.length === 0 ? null : (
            <Fact term={CLIENT.answers}>
              <Lines lines={redirectUris} />
            </Fact>
          )}
          <Fact term={CLIENT.ids}>
            <Lines lines={clientIds} />
          </Fact>
        </Facts>
      </details>
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>
          <code>{plainText(line)}</code>
        </li>
      ))}
    </ul>
  );
}
