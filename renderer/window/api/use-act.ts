import { useCallback } from 'react';
import { useNotice } from '../parts/notice.tsx';
import { lineOf } from './broker.ts';
import { useBroker } from './use-broker.ts';

/** @returns whether it was done; what was refused has been said */
export type Act = (run: () => Promise<unknown>, done?: string) => Promise<boolean>;

/** Does something for the person, says what came of it in the notice line, and has everything read again. */
export function useAct(): Act {
  const { refresh } = useBroker();
  const { say, warn } = useNotice();
  return useCallback(
    async (run, done) => {
      try {
        await run();
      } catch (problem) {
        warn(lineOf(problem));
        return false;
      }
      if (done !== undefined) say(done);
      refresh();
      return true;
    },
    [refresh, say, warn],
  );
}
