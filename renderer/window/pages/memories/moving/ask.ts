/** The way to an admin function. */
export type Ask = <Value>(method: string, parameters?: unknown) => Promise<Value>;
