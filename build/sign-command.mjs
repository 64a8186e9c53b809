/** On Windows only what lies beside the app is signed with it; the command lies in a folder of its own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export async function afterPack({ electronPlatformName, appOutDir, packager }) {
  const command = join(appOutDir, 'resources', 'bin', 'gatehouse.exe');
  if (electronPlatformName === 'win32' && existsSync(command)) await packager.signIf(command);
}
