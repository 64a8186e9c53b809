/** `gatehouse connect --repair`: every entry that Gatehouse made and that is gone, or leads to where it no longer is. */
import { CLIENT_PROGRAMS } from '../connect/clients/all.ts';
import { CannotConnect, type Connector, type Seen } from '../connect/connector.ts';
import { ConfigUnreadable } from '../connect/edit/config-format.ts';
import { whyRepair } from '../connect/why-repair.ts';
import { plainJson } from '../shared/plain-text.ts';

type Words = { readonly dryRun?: true | undefined; readonly json?: true | undefined };
type Repaired = { readonly client: string; readonly name: string; readonly why: string; readonly next: string; readonly problem: string | null };

/** @returns whether all of them could be repaired */
export async function runRepair(connector: Connector, { dryRun, json }: Words, out: (line: string) => void): Promise<boolean> {
  const repaired: Repaired[] = [];
  for (const seen of await connector.list(CLIENT_PROGRAMS)) {
    const why = whyRepair(seen, connector.url);
    if (why === null) continue;
    const problem = dryRun ? null : await repair(connector, seen);
    repaired.push({ client: seen.client.id, name: seen.client.name, why, next: seen.client.next, problem });
  }
  if (json) out(plainJson({ dryRun: dryRun === true, repaired }));
  else for (const line of report(repaired, dryRun === true)) out(line);
  return repaired.every(({ problem }) => problem === null);
}

async function repair(connector: Connector, { client }: Seen): Promise<string | null> {
  try {
    await connector.connect(client);
    return null;
  } catch (error) {
    if (error instanceof CannotConnect) return error.message;
    if (!(error instanceof ConfigUnreadable)) throw error;
    return `The file was left alone: ${error.message}. Correct it, then try again.`;
  }
}

function report(repaired: readonly Repaired[], dryRun: boolean): readonly string[] {
  if (repaired.length === 0) return ['Nothing to repair: every entry that Gatehouse made is there and leads here.'];
  const lines = repaired.map(({ name, why, next, problem }) => {
    if (dryRun) return `${name}: ${why}. It would be repaired.`;
    return problem === null ? `${name}: ${why}. Repaired, it has to log in again. ${next}` : `${name}: ${why}. ${problem}`;
  });
  return dryRun ? [...lines, 'Nothing was changed.'] : lines;
}
