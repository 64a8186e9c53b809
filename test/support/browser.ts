/** What a browser does with an authorization request, without one: it follows redirects until they leave Gatehouse. */
import { PATIENCE } from './patience.ts';

export type Arrived = { readonly location: URL };

/** Opens the authorization URL as another program would; ends at the waiting page. */
export async function openAuthorization(url: string | URL): Promise<{ readonly page: string }> {
  const response = await fetch(url, { redirect: 'manual', headers: { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' } });
  const location = response.headers.get('location');
  if (response.status !== 303 || location === null) throw new Error(`the authorization endpoint answered ${response.status}: ${await response.text()}`);
  return { page: location };
}

/** Polls the waiting page until it leads back to the client. */
export async function untilAnswered(page: string): Promise<Arrived> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const response = await fetch(page, { redirect: 'manual' });
    if (response.status === 303) return { location: new URL(response.headers.get('location') ?? '') };
    if (response.status !== 200) throw new Error(`the waiting page answered ${response.status}`);
    await response.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nobody answered');
}
