import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/http/listen.ts';
import { ask, logIn, RESOURCE, SERVER } from '../support/ask.ts';
import { removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { makeCertificate } from '../support/certificate.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { inTime } from '../support/in-time.ts';
import { holdMany, letGo } from '../support/sockets.ts';

describe('https on the loopback port with the person’s own certificate', () => {
  const { cert, key } = makeCertificate();
  let gatehouse: TestGatehouse;
  let port: number;
  beforeAll(async () => {
    gatehouse = await startGatehouse({ listening: await listen(0, { cert, key }) });
    port = Number(new URL(gatehouse.url).port);
  });
  afterAll(() => gatehouse.close());

  it('the loopback spellings are https, `[::1]` names localhost as its server', async () => {
    expect(gatehouse.url).toBe(`https://127.0.0.1:${port}`);
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const answer = await ask(port, RESOURCE, { host: `${name}:${port}`, ca: cert });
      expect(JSON.parse(answer.body)).toMatchObject({
        resource: `https://${name}:${port}/mcp`,
        authorization_servers: [`https://${name === '[::1]' ? 'localhost' : name}:${port}`],
      });
    }
  });

  it('a whole login works', async () => {
    const where = { host: `localhost:${port}`, ca: cert };
    const { tokens } = await logIn(gatehouse, port, where, `https://localhost:${port}/mcp`);
    expect(decodeJwt(tokens.access_token)).toMatchObject({ iss: `https://localhost:${port}`, aud: `https://localhost:${port}/mcp` });
    expect((await ask(port, '/verify', { ...where, headers: { authorization: `Bearer ${tokens.access_token}` } })).status).toBe(200);
  });

  it('a client that does not trust the certificate does not connect, plain http gets no answer', async () => {
    await expect(ask(port, SERVER, { host: `localhost:${port}`, ca: makeCertificate().cert })).rejects.toThrow(/self-signed/);
    await expect(ask(port, SERVER, { host: `localhost:${port}` })).rejects.toThrow();
  });

  it('no other site on this name is bound to https by us', async () => {
    expect((await ask(port, SERVER, { host: `localhost:${port}`, ca: cert })).headers['strict-transport-security']).toBeUndefined();
  });

  it('connections that never begin to speak TLS keep nobody out', async () => {
    const silent = await holdMany(port, 100);
    expect((await ask(port, SERVER, { host: `localhost:${port}`, ca: cert })).status).toBe(200);
    await expect.poll(() => silent.filter(({ isOpen }) => !isOpen())).toHaveLength(1);
    letGo(silent);
  });
});

describe('the end of a broker', () => {
  it.each([
    ['http', null],
    ['https', makeCertificate()],
  ])('is not held up by %s connections that say nothing', async (_scheme, tls) => {
    await inTime(3_000, async (begin) => {
      const gatehouse = await startGatehouse({ listening: await listen(0, tls) });
      const silent = await holdMany(Number(new URL(gatehouse.url).port), 5);
      begin();
      await gatehouse.close();
      letGo(silent);
    });
  });
});

describe('a broker that is started with certificate and key', () => {
  it('serves https, says so, and takes its files from the environment', async () => {
    const directory = temporaryDirectory();
    const { cert, key } = makeCertificate();
    const files = { GATEHOUSE_TLS_CERT: join(directory, 'cert.pem'), GATEHOUSE_TLS_KEY: join(directory, 'key.pem') };
    writeFileSync(files.GATEHOUSE_TLS_CERT, cert);
    writeFileSync(files.GATEHOUSE_TLS_KEY, key, { mode: 0o600 });
    const broker = await startBroker({ directory: join(directory, 'profile'), environment: files });
    const { host, protocol, port: given } = new URL(broker.issuer);
    expect([protocol, broker.mcp]).toEqual(['https:', `https://${host}/mcp`]);
    const answer = await ask(Number(given), SERVER, { host, ca: cert });
    expect(JSON.parse(answer.body)).toMatchObject({ issuer: broker.issuer });
    expect(await broker.command('status')).toMatchObject({ issuer: broker.issuer });
    await broker.stop();
    removeDirectory(directory);
  });
});
