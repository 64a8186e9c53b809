/** Chromium does not know the app's own schemes, so a page of `name://host/` is `https://host.name.invalid/` to it, and to nobody else. */

const WEB = /^https:\/\/([a-z0-9-]+)\.([a-z-]+)\.invalid(?::443)?(?=\/|$)/;
const APP = /^(gatehouse[a-z-]*):\/\/([a-z0-9-]+)(?=\/|$)/;

export function webUrl(url: string): string {
  return url.replace(APP, 'https://$2.$1.invalid');
}

export function appUrl(url: string): string {
  return url.replace(WEB, '$2://$1');
}
