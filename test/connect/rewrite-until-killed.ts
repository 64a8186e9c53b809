/** Run as a process: writes one settings file back and forth between two texts, and says so each time, until it is killed. */
import { configFiles } from '../../src/edge/config-files.ts';

const [path = '', old = '', changed = ''] = process.argv.slice(2);
const big = (text: string): string => `${text}${' '.repeat(2_000_000)}${text}`;

for (let round = 0; ; round += 1) {
  await configFiles.write(path, big(round % 2 === 0 ? changed : old), await configFiles.read(path));
  process.stdout.write('written\n');
}
