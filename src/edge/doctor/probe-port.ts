/** Who answers at our port: asked directly, past every proxy that the environment names. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { PortFacts } from '../../doctor/facts.ts';
import { OWN_AGENT } from '../../shared/own-agent.ts';

/** A document that every Gatehouse has, and nobody needs a token for. */
const DOCUMENT = '/.well-known/oauth-protected-resource/mcp';
/** Bytes; ours is a tenth of it. */
const MOST = 16_384;
/** Characters. */
const LONGEST = 80;

/** @param limit milliseconds */
export function probePort(url: URL, host: '127.0.0.1' | '::1', limit: number): Promise<PortFacts> {
  const address = host === '::1' ? '[::1]' : host;
  const nothing = { address, server: null, via: null, date: null };
  return new Promise((resolve) => {
    const end = (answers: PortFacts['answers'], response?: IncomingMessage) => {
      clearTimeout(timer);
      resolve(response === undefined ? { ...nothing, answers } : { address, answers, ...headersOf(response) });
      asked.destroy();
    };
    const options = {
      host,
      port: url.port,
      path: DOCUMENT,
      agent: false,
      headers: { host: `${address}:${url.port}`, 'user-agent': OWN_AGENT },
      rejectUnauthorized: false,
    } as const;
    const asked = (url.protocol === 'https:' ? httpsRequest : httpRequest)(options, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
        if (text.length > MOST) end('another', response);
      });
      response.on('end', () => end(isStarting(response, text) ? 'starting' : isOurs(response, text) ? 'gatehouse' : 'another', response));
    });
    const timer = setTimeout(() => end('silent'), limit);
    asked.on('error', (error) => end(isNobody(error) ? 'nobody' : 'another'));
    asked.end();
  });
}

/** It holds its port before it opens anything; a keychain that asks the person something keeps it there. */
function isStarting({ statusCode, headers }: IncomingMessage, text: string): boolean {
  return statusCode === 503 && text === '' && headers['retry-after'] === '1' && headers['cache-control'] === 'no-store';
}

/** Locked, it answers 503 in our words. */
function isOurs({ statusCode }: IncomingMessage, text: string): boolean {
  try {
    const body = JSON.parse(text) as { resource_name?: unknown; resource?: unknown; error_description?: unknown };
    return statusCode === 503 ? body.error_description === 'the person paused everything' : statusCode === 200 && /\/mcp$/.test(String(body.resource));
  } catch {
    return false;
  }
}

function headersOf({ headers }: IncomingMessage): Pick<PortFacts, 'server' | 'via' | 'date'> {
  const date = Date.parse(headers.date ?? '');
  return { server: short(headers.server), via: short(headers.via), date: Number.isNaN(date) ? null : date };
}

/** Another program's text. */
function short(header: string | string[] | undefined): string | null {
  return header === undefined ? null : String(header).slice(0, LONGEST);
}

function isNobody(error: Error): boolean {
  return 'code' in error && ['ECONNREFUSED', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETUNREACH', 'EHOSTUNREACH'].includes(String(error.code));
}
