/** Every sentence of the shell around the pages. */

export const SHELL = {
  pages: 'Pages',
  running: (host: string) => `Running on ${host}`,
  locked: 'Everything is paused',
  lock: 'Pause everything',
  unlock: 'Resume everything',
  test: 'TEST profile. Nothing here is for real use.',
} as const;
