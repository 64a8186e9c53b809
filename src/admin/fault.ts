/** A person's or a script's mistake while asking; `message` is one line: what is wrong and what is right. */
export class AdminFault extends Error {
  override readonly name = 'AdminFault';
}
