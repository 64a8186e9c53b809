import { MemoryRefused } from '../memory/limits.ts';
import { ActionUndone, CompartmentGone } from '../store/errors.ts';
import { AdminFault } from './fault.ts';

/** What the memory refuses a client with is as plain to the person, and so is what they undid themselves. */
export async function inThePersonsWords<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof MemoryRefused || error instanceof ActionUndone || error instanceof CompartmentGone) throw new AdminFault(error.message);
    throw error;
  }
}
