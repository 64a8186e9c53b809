import { plainText } from '../../../src/shared/plain-text.ts';
import { covers, SCOPES, type Scope } from '../../../src/shared/scopes.ts';
import type { ClientView, EvidenceView, GrantView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { Fact, Facts } from '../parts/facts.tsx';
import { Section } from '../parts/section.tsx';
import { Toggle } from '../parts/toggle.tsx';
import { useNow } from '../parts/use-now.ts';
import { When } from '../parts/when.tsx';
import { answered, CLIENT, isLive, shortPermissions } from './client-words.ts';

type Props = { readonly client: ClientView; readonly evidence: readonly EvidenceView[] };

const MINUTE = 60_000;
/** Older ones are in the activity. */
const MOST_PAST = 10;

/** Every Allow is a connection of its own, with its own permissions, memories and end (ruling 10). */
export function ClientConnections({ client, evidence }: Props) {
  const now = useNow(MINUTE);
  const newest = client.grants.toSorted((left, right) => right.allowedAt - left.allowedAt);
  const live = newest.filter((grant) => isLive(grant, now));
  const past = newest.filter((grant) => !live.includes(grant)).slice(0, MOST_PAST);
  return (
    <>
      <Section title={CLIENT.connections}>
        {live.length === 0 ? <p className="soft">{client.kind === 'key' ? CLIENT.keyEnded : CLIENT.noConnection}</p> : null}
        {live.map((grant) => (
          <Connection key={grant.id} grant={grant} lines={evidence.find(({ grantId }) => grantId === grant.id)?.lines ?? []} />
        ))}
        {live.length === 0 ? null : <p className="soft small">{CLIENT.givenBack}</p>}
      </Section>
      {past.length === 0 ? null : (
        <details>
          <summary>{`${CLIENT.past} (${past.length})`}</summary>
          <ul className="lines">
            {past.map((grant) => (
              <li key={grant.id}>
                <span>
                  <When at={grant.allowedAt} />: {shortPermissions(grant.scopes).toLowerCase()}, {plainText(grant.compartment.name)}
                </span>
                <span className="soft">
                  ended <When at={grant.endedAt ?? grant.endsAt} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Connection({ grant, lines }: { readonly grant: GrantView; readonly lines: readonly string[] }) {
  const { compartment } = grant;
  const also = compartment.alsoReads.length === 0 ? '' : CLIENT.alsoReads(compartment.alsoReads.map(plainText).join(', '));
  return (
    <div className="card">
      <Facts>
        <Fact term={CLIENT.allowed}>
          <When at={grant.allowedAt} /> {answered(grant.allowedBy)}
        </Fact>
        <Fact term={CLIENT.ends}>
          <When at={grant.endsAt} otherwise={CLIENT.untilDisconnected} />
        </Fact>
        <Fact term={CLIENT.used}>
          <When at={grant.lastUsedAt} />
        </Fact>
        <Fact term={CLIENT.memories}>{`${plainText(compartment.name)}${also}`}</Fact>
      </Facts>
      <Permissions grant={grant} />
      <details>
        <summary>{CLIENT.evidence}</summary>
        {lines.length === 0 ? <p className="soft">{CLIENT.noEvidence}</p> : null}
        <ul className="bullets">
          {lines.map((line) => (
            <li key={line}>{plainText(line)}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Each includes those before it, so taking one away takes those after it. The first stays: without it there would be no connection. */
function Permissions({ grant: { id, scopes } }: { readonly grant: GrantView }) {
  const { ask } = useBroker();
  const act = useAct();
  const narrow = (scope: Scope, sentence: string) => {
    const left = SCOPES.slice(
      0,
      SCOPES.findIndex((entry) => entry.scope === scope),
    ).map((entry) => entry.scope);
    return act(() => ask('grants.narrow', { id, scopes: left }), CLIENT.narrowed(sentence));
  };
  return (
    <fieldset>
      <legend>{CLIENT.may}</legend>
      {SCOPES.map(({ scope, sentence }, index) => {
        const isOn = covers(scopes, scope);
        return <Toggle key={scope} label={sentence} isOn={isOn} isDisabled={!isOn || index === 0} onChange={() => void narrow(scope, sentence)} />;
      })}
    </fieldset>
  );
}
