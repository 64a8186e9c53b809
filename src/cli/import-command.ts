/** `gatehouse import`: reads what another program wrote, or our own export, and hands it to the broker. */
import { openSource } from '../edge/files/open-source.ts';
import { detect, formatNamed } from '../moving/detect.ts';
import type { Control } from './control-client.ts';
import { importForeign } from './import-foreign.ts';
import { describeImport } from './import-report.ts';
import type { Moves } from './moves.ts';
import { restoreExport } from './restore-export.ts';

export type ImportOptions = {
  readonly from?: string;
  readonly compartment?: string;
  readonly dryRun?: true;
  readonly skipBroken?: true;
  readonly everything?: true;
  readonly passphraseFd?: number;
};

/** @throws DamagedFile before anything was sent, unless the connection breaks */
export async function runImport(
  path: string,
  options: ImportOptions,
  control: Control,
  moves: Moves,
): Promise<{ readonly json: object; readonly text: string }> {
  const source = openSource(path);
  const detected = options.from === undefined ? await detect(source.files) : { format: formatNamed(options.from) };
  if ('own' in detected) return restoreExport(source, detected.own, options, control, moves);
  const report = await importForeign(detected.format, source, options, control, moves);
  return { json: report, text: describeImport(report) };
}
