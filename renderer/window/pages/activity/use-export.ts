import { useState } from 'react';
import type { ActivityView } from '../../../../src/shared/views.ts';
import { lineOf } from '../../api/broker.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useNotice } from '../../parts/notice.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { ACTIVITY } from './words.ts';

const PAGE = 1_000;

/** @returns how many entries were read so far, null while none are; and what begins: all that passes the filter, as JSON lines */
export function useExport(filter: Readonly<Record<string, string>>) {
  const { ask } = useBroker();
  const { say, warn } = useNotice();
  const [count, setCount] = useState<number | null>(null);

  async function begin(): Promise<void> {
    setCount(0);
    try {
      const lines: string[] = [];
      for (let before: number | undefined; ; ) {
        const { activity, next } = await ask<{ activity: readonly ActivityView[]; next: number | null }>('activity.list', {
          ...filter,
          limit: PAGE,
          ...(before === undefined ? {} : { before }),
        });
        lines.push(...activity.map((entry) => `${JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() })}\n`));
        setCount(lines.length);
        if (next === null) break;
        before = next;
      }
      const name = `gatehouse-activity-${new Date().toISOString().slice(0, 10)}.jsonl`;
      saveFile(name, new Blob(lines, { type: 'application/x-ndjson' }));
      say(ACTIVITY.exported(lines.length, name));
    } catch (problem) {
      warn(lineOf(problem));
    }
    setCount(null);
  }

  return { count, begin };
}
