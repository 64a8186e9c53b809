/** What the app's own pages may load: their own files. */
const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
};

/** @param connect what a page may speak to: nothing where it has a preload, the port it came from where a browser shows it */
export function pagePolicy(connect: "'none'" | "'self'"): string {
  return Object.entries({ ...POLICY, 'connect-src': connect })
    .map((directive) => directive.join(' '))
    .join('; ');
}
