/** What a client is told when its text waits for the person. The text is not repeated: it may be a secret. */
import type { HeldReason } from '../store/held-memories.ts';

const WHY: Readonly<Record<HeldReason, string>> = {
  secret: 'It looks like a secret, such as a key or a password.',
  instruction: 'It looks like an instruction to an assistant instead of something to remember.',
};

/** @param id of the memory that it would be, or would change */
export function heldView(id: string, reason: HeldReason) {
  return {
    id,
    outcome: 'held',
    held: reason,
    note: `${WHY[reason]} It is held and nobody can recall it until the person has looked at it in Gatehouse. Tell them so.`,
  };
}
