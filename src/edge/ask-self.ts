/** A request to our own port on 127.0.0.1, under the address that we give to programs. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { OWN_AGENT } from '../shared/own-agent.ts';

const LONGEST = 65_536;
/** Milliseconds. */
const PATIENCE = 5_000;

type Answer = { readonly status: number; readonly challenge: string; readonly body: string };

/** @param issuer our own address */
export function createAskSelf(issuer: string): (path: string, request: { method: 'GET' | 'POST'; token: string | null }) => Promise<Answer> {
  const { port, host, protocol } = new URL(issuer);
  const send = protocol === 'https:' ? httpsRequest : httpRequest;
  return (path, { method, token }) =>
    new Promise((resolve, reject) => {
      const headers = { host, accept: 'application/json', 'user-agent': OWN_AGENT, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
      // Whether the certificate is one that programs trust is not what is asked here.
      const request = send({ host: '127.0.0.1', port, path, method, headers, agent: false, timeout: PATIENCE, rejectUnauthorized: false }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
          if (body.length > LONGEST) request.destroy(new Error('the answer is too long'));
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, challenge: response.headers['www-authenticate'] ?? '', body }));
      });
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
      request.end();
    });
}
