/** A person's or a script's mistake while asking; `message` is one line: what is wrong and what is right. */
export class AdminFault extends Error {
  override readonly name = 'AdminFault';
  /** The same for somebody in the window, who has no command to be sent to. */
  readonly inWindow: string;

  constructor(message: string, inWindow = message) {
    super(message);
    this.inWindow = inWindow;
  }
}
