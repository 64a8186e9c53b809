/**
 * For a broker inside the test: what was sent has arrived, what was answered was heard, and what came of it is done. One sleep could be
 * over before the sockets were looked at, when this process was not awake meanwhile; between many short ones they are looked at many times.
 */
export async function hasArrived(): Promise<void> {
  for (let turns = 0; turns < 15; turns += 1) await new Promise((resolve) => setTimeout(resolve, 2));
}
