/** What the app's own pages may load: their own files. Nothing leaves them but through their preload. */
const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
};

export const CONTENT_SECURITY_POLICY = Object.entries(POLICY)
  .map((directive) => directive.join(' '))
  .join('; ');
