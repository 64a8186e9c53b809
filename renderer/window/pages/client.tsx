import { useCallback, useState } from 'react';
import type { ClientView, EvidenceView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { Button } from '../parts/button.tsx';
import { Page } from '../parts/page.tsx';
import { Section } from '../parts/section.tsx';
import { goTo, linkTo } from '../shell/route.ts';
import { ClientActivity } from './client-activity.tsx';
import { ClientConnections } from './client-connections.tsx';
import { ClientFacts } from './client-facts.tsx';
import { ClientSessions } from './client-sessions.tsx';
import { CLIENT, titleOf } from './client-words.ts';
import { RenameClient } from './rename-client.tsx';
import { useClientActs } from './use-client-acts.ts';

type Answer = { readonly client: ClientView; readonly evidence?: readonly EvidenceView[] };

const toList = () => goTo('clients');

/** One client: what is known of it, what it may do, what it did, and every way to hold or end it. */
export function ClientPage({ id }: { readonly id: string }) {
  const { value, problem } = useLive<Answer>('clients.get', { id });
  const [isLeaving, setLeaving] = useState(false);
  const leave = useCallback(() => {
    setLeaving(true);
    toList();
  }, []);
  // It is gone because the person has just forgotten it: that is said already.
  const shownProblem = isLeaving ? null : problem;
  return (
    <Page
      title={value === null ? CLIENT.back : titleOf(value.client)}
      problem={shownProblem}
      onEscape={toList}
      back={<a href={linkTo('clients')}>{CLIENT.back}</a>}
      actions={value === null ? null : <Actions client={value.client} onForgotten={leave} />}
    >
      {value === null ? null : (
        <>
          <ClientFacts client={value.client} />
          <ClientConnections client={value.client} evidence={value.evidence ?? []} />
          <Section title={CLIENT.sessions}>
            <ClientSessions client={value.client} />
          </Section>
          <Section title={CLIENT.activity}>
            <ClientActivity client={value.client} />
          </Section>
        </>
      )}
    </Page>
  );
}

function Actions({ client, onForgotten }: { readonly client: ClientView; readonly onForgotten: () => void }) {
  const { pause, resume, block, unblock, disconnect, forget } = useClientActs();
  const [isRenaming, setRenaming] = useState(false);
  const { state } = client;
  return (
    <>
      <Button onPress={() => setRenaming(true)}>{CLIENT.rename}</Button>
      {state === 'paused' ? <Button onPress={() => void resume(client)}>{CLIENT.resume}</Button> : null}
      {state === 'connected' ? <Button onPress={() => void pause(client)}>{CLIENT.pause}</Button> : null}
      {state === 'blocked' ? (
        <Button onPress={() => void unblock(client)}>{CLIENT.unblock}</Button>
      ) : (
        <Button onPress={() => void block(client)}>{CLIENT.block}</Button>
      )}
      <Button onPress={async () => void ((await forget(client)) && onForgotten())}>{CLIENT.forget}</Button>
      {client.connectedSince === null ? null : (
        <Button look="danger" onPress={() => void disconnect(client)}>
          {CLIENT.disconnect}
        </Button>
      )}
      {isRenaming ? <RenameClient client={client} onClose={() => setRenaming(false)} /> : null}
    </>
  );
}
