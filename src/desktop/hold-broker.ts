/** The broker of this process, or the reason why there is none. */
type Deps<Broker> = {
  readonly start: () => Promise<Broker>;
  /** Once for each that runs. */
  readonly onStarted: (broker: Broker) => void;
  /** Why it does not start, as one line for the person. */
  readonly explain: (error: unknown) => string;
  /** Whether one runs, or why not, is another now. */
  readonly onChanged: () => void;
};

export function holdBroker<Broker extends { close(): Promise<void> }>({ start, onStarted, explain, onChanged }: Deps<Broker>) {
  let broker: Broker | null = null;
  let problem: string | null = null;
  let starting: Promise<void> | null = null;
  let ended = false;

  async function attempt(): Promise<void> {
    problem = null;
    onChanged();
    try {
      broker = await start();
      onStarted(broker);
    } catch (error) {
      problem = explain(error);
    }
    starting = null;
    onChanged();
  }

  return {
    running: (): Broker | null => broker,
    /** null while it runs, and while it is not known yet. */
    problem: (): string | null => problem,
    start(): Promise<void> {
      if (broker !== null || ended) return Promise.resolve();
      starting ??= attempt();
      return starting;
    },
    /** For good. One that is only starting is waited for, or it would be left half open. */
    async end(): Promise<void> {
      ended = true;
      await starting;
      const ending = broker;
      broker = null;
      await ending?.close();
    },
  };
}
