/**
 * What Claude Desktop shows and starts (MCPB, MANIFEST.md of version 0.3).
 * @param {{ version: string, license: string, author: string }} product of package.json
 */
export function manifestOf({ version, license, author }) {
  return {
    manifest_version: '0.3',
    name: 'gatehouse',
    display_name: 'Gatehouse memory',
    version,
    description: 'Lets Claude use the memory that Gatehouse keeps on this computer. Gatehouse asks you first.',
    long_description:
      'Needs the Gatehouse app on this computer. The first time Claude uses it, Gatehouse asks you which memories Claude may read or change, and for how long. Nothing is kept by this extension: what you allowed is in Gatehouse, where you take it back at any time.',
    author: { name: author },
    license,
    keywords: ['memory', 'local', 'privacy'],
    server: {
      type: 'node',
      entry_point: 'server/index.js',
      mcp_config: {
        command: 'node',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the app puts its own folder there
        args: ['${__dirname}/server/index.js'],
      },
    },
    // The tools are Gatehouse's own, and the version that runs says which.
    tools_generated: true,
    prompts_generated: true,
    compatibility: { platforms: ['darwin', 'win32', 'linux'], runtimes: { node: '>=20.16.0' } },
  };
}
