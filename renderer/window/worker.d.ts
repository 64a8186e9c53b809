/** What the build makes of a worker: a file of its own, by its address. */
declare module '*?worker&url' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: the build decides how
  export default address;
}

/** Trusted Types; not in every browser. */
declare const trustedTypes: { createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(text: string): string } } | undefined;
