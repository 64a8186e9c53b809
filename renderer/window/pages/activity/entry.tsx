import { plainText, quotedName } from '../../../../src/shared/plain-text.ts';
import type { ActivityView } from '../../../../src/shared/views.ts';
import { Button } from '../../parts/button.tsx';
import { Copy } from '../../parts/copy.tsx';
import { FactRows } from '../../parts/fact-rows.tsx';
import { When } from '../../parts/when.tsx';
import { goTo } from '../../shell/route.ts';
import { activityLine } from './activity-line.ts';
import { ACTIVITY } from './words.ts';

/** One entry with all that is known of it. */
export function Entry({ entry, onClose }: { readonly entry: ActivityView; readonly onClose: () => void }) {
  const { sequence, at, kind, clientId, name, words, result, count } = entry;
  return (
    <section className="panel" aria-label={ACTIVITY.entry(sequence)}>
      <div className="head">
        <h2>{ACTIVITY.entry(sequence)}</h2>
        <div className="actions">
          <Copy text={activityLine(entry)} of={ACTIVITY.entry(sequence)} label={ACTIVITY.copyLine} />
          {clientId === null ? null : <Button onPress={() => goTo('clients', clientId)}>{ACTIVITY.open}</Button>}
          <Button look="quiet" onPress={onClose}>
            {ACTIVITY.close}
          </Button>
        </div>
      </div>
      <FactRows
        rows={[
          [ACTIVITY.what, plainText(words)],
          [ACTIVITY.when, <When key="when" at={at} />],
          [ACTIVITY.client, clientId === null ? null : quotedName(name)],
          [ACTIVITY.id, clientId === null ? null : <code key="id">{clientId}</code>],
          [ACTIVITY.result, result],
          [ACTIVITY.count, count === null ? null : count.toLocaleString('en')],
          [ACTIVITY.kind, <code key="kind">{kind}</code>],
        ]}
      />
    </section>
  );
}
