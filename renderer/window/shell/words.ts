/** Every sentence of the shell around the pages. */

export const SHELL = {
  pages: 'Pages',
  skip: 'Skip to the page',
  running: (host: string) => `Running on ${host}`,
  locked: 'Everything is paused',
  unlock: 'Resume',
  test: 'TEST profile. Nothing here is for real use.',
  waiting: (count: number) => `${count} waiting`,
  counted: (count: number) => `, ${count}`,
} as const;
