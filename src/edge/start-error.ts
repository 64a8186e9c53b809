/** Why Gatehouse does not start, in one line for the person: what happened, and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
