/** How Gatehouse is, for the person and for whoever helps them. */
export type AboutView = {
  readonly version: string;
  readonly host: 'desktop' | 'headless';
  readonly issuer: string;
  readonly mcp: string;
  readonly startedAt: number;
  readonly vault: 'keychain' | 'file';
  readonly dataDirectory: string;
  /** Bytes on disk, what is not yet folded in included. */
  readonly databases: readonly { readonly name: string; readonly bytes: number }[];
  /** Such as `linux x64, Node 24.21.0`. */
  readonly system: string;
  readonly connected: number;
  readonly memories: number;
  /** Names of settings that are not the default. */
  readonly settings: readonly string[];
  /** The last thing that failed; null when nothing has. */
  readonly lastFault: { readonly at: number; readonly where: string; readonly id: string } | null;
};
