import { checkProfileRules, DEFAULT_PORT } from '../edge/choose-profile.ts';
import { chosenDataDirectory } from '../edge/data-directory.ts';
import { type Embeddings, openEmbeddings } from '../edge/embeddings/open-embeddings.ts';
import { readEnvironment } from '../edge/environment.ts';
import type { ChosenSettings } from '../edge/settings/declared.ts';
import { readSettingsFile } from '../edge/settings-file.ts';
import { readTlsFiles } from '../edge/tls-files.ts';
import type { Start } from './start.ts';

export type Choices = {
  /** The data directory, which need not be there yet. */
  readonly path: string;
  /** As they are at the start; what the person changes afterwards is read elsewhere. */
  readonly settings: ChosenSettings;
  readonly port: number;
  /** null where https is not wanted. */
  readonly tls: ReturnType<typeof readTlsFiles>;
  readonly embeddings: Embeddings | undefined;
};

/** What was chosen for this start. Nothing is changed by reading it. @throws StartError */
export function readChoices({ options, environment, loadSettings }: Pick<Start, 'options' | 'environment' | 'loadSettings'>): Choices {
  const said = readEnvironment(environment);
  const path = chosenDataDirectory(options, said, environment);
  // What a server's environment says wins over what the person has set.
  const settings = { ...readSettingsFile(path, loadSettings), ...said };
  const port = options.port ?? settings.port ?? DEFAULT_PORT;
  checkProfileRules(options, path, port);
  return { path, settings, port, tls: readTlsFiles(settings), embeddings: openEmbeddings(settings) };
}
