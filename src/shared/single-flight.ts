/** Callers that want the same thing at the same time share one attempt; an outcome is never kept beyond it. */
export function createSingleFlight<Value>() {
  const flights = new Map<string, Promise<Value>>();
  return (key: string, start: () => Promise<Value>): Promise<Value> => {
    const running = flights.get(key);
    if (running !== undefined) return running;
    const flight = start().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
