import { CONTROL_ERRORS } from '../../shared/control.ts';
import { AdminFault } from '../fault.ts';
import type { Admin } from '../method.ts';
import { isPermitted, needsThePerson } from '../permitted.ts';
import { type Answer, ControlRefusal } from './conversation.ts';
import { withoutMemoryText } from './without-memory-text.ts';

type Deps = {
  readonly admin: Admin;
  readonly host: 'desktop' | 'headless';
  /** Something outside tried to give itself what only the person may give. */
  readonly onForbidden: () => void;
  readonly onFault: (error: unknown, where: string) => void;
};

/** The admin functions behind the socket: deny by default, and what is answered here is written down as "by command". */
export function answerCalls({ admin, host, onForbidden, onFault }: Deps): Answer {
  return async (method, params) => {
    if (!isPermitted(method, host)) {
      if (!needsThePerson(method)) throw new ControlRefusal(CONTROL_ERRORS.method, `There is no method ${method}.`);
      onForbidden();
      throw new ControlRefusal(CONTROL_ERRORS.forbidden, 'Only the person can do this, in the Gatehouse window or its popup.');
    }
    try {
      const answer = await admin[method]?.(params, 'command');
      return host === 'desktop' ? withoutMemoryText(answer) : answer;
    } catch (error) {
      if (error instanceof AdminFault) throw new ControlRefusal(CONTROL_ERRORS.refused, error.message);
      onFault(error, `control ${method}`);
      throw error;
    }
  };
}
