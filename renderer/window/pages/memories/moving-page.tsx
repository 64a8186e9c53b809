import type { CompartmentCountView, StatusView } from '../../../../src/shared/views.ts';
import { useLive } from '../../api/use-live.ts';
import { Page } from '../../parts/page.tsx';
import { DeleteAll } from './moving/delete-all.tsx';
import { ExportPart } from './moving/export-part.tsx';
import { ImportPart } from './moving/import-part.tsx';
import { Sections } from './sections.tsx';
import { MEMORIES } from './words.ts';

export function MovingPage() {
  const { value, problem } = useLive<{ readonly compartments: readonly CompartmentCountView[] }>('compartments.list');
  const { value: status } = useLive<StatusView>('status');
  const compartments = value?.compartments ?? [];
  return (
    <Page title={MEMORIES.title} problem={problem}>
      <Sections current="moving" />
      <ExportPart compartments={compartments} />
      <ImportPart compartments={compartments} />
      {status === null || status.memories === 0 ? null : <DeleteAll memories={status.memories} />}
    </Page>
  );
}
