/** `gatehouse import` and `export`: memories out of a file, and into one. */
import { Option } from 'commander';
import { FORMAT_NAMES } from '../../moving/format-names.ts';
import { plainJson } from '../../shared/plain-text.ts';
import type { Control } from '../control-client.ts';
import type { ExportOptions } from '../export-command.ts';
import type { ImportOptions } from '../import-command.ts';
import { descriptor, type Options } from '../options.ts';
import type { Parts } from './parts.ts';

export function movingCommands({ command, io }: Pick<Parts, 'command' | 'io'>): void {
  command('import <path>', 'memories of another program, or an export of Gatehouse; says what it found')
    .addOption(new Option('--from <format>', 'what wrote it, where that cannot be told').choices(FORMAT_NAMES))
    .option('--compartment <name>', 'where to')
    .option('--dry-run', 'look and say what would happen')
    .option('--skip-broken', 'leave out what cannot be read')
    .option('--everything', 'of ChatGPT and Claude also your own messages, and documents of projects')
    .option('--passphrase-fd <number>', 'where the passphrase of an encrypted export is read from', descriptor)
    .action(async (path: string, options: Options & ImportOptions) => {
      // The readers and the cipher are loaded by those who need them: every other command answers sooner.
      const { runImport } = await import('../import-command.ts');
      return move(options, (control) => runImport(path, options, control, io));
    });

  command('export [file]', 'everything that is remembered, as one file that only you may read')
    .option('--compartment <name>', 'only this one')
    .option('--encrypt', 'with a passphrase, as age -p does')
    .option('--force', 'replace a file that is there')
    .option('--passphrase-fd <number>', 'where the passphrase is read from', descriptor)
    .action(async (file: string | undefined, options: Options & ExportOptions) => {
      const { runExport } = await import('../export-command.ts');
      return move(options, (control) => runExport(file, options, control, io, io.now()));
    });

  async function move(options: Options, act: (control: Control) => Promise<{ readonly json: object; readonly text: string }>): Promise<void> {
    const control = await io.connect(options.dataDir);
    try {
      const { json, text } = await act(control);
      io.print(options.json ? plainJson(json) : io.spell(text, options.dataDir));
    } finally {
      control.close();
    }
  }
}
