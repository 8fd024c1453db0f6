/** An API that asks for a certificate is called as any other, and nobody is let in without one. */
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { referralsApi } from '#client/library/api.ts';
import { type ClientCertificate, fetchWithCertificate } from '#client/library/client-certificate.ts';
import { Unreachable } from '#client/library/errors.ts';
import { referralResponse } from '#test/client/support/fake-api.ts';
import { makeCertificate } from '#test/support/certificates.ts';
import { onFileFinished } from '#test/support/on-file-finished.ts';
import { submission } from '#test/support/submissions.ts';

const host = makeCertificate('localhost');
const force = makeCertificate('a force');
const stranger = makeCertificate('a stranger');
let url = '';
let answer: RequestListener;
const seen: { caller: string; method: string | undefined; headers: IncomingMessage['headers']; body: string }[] = [];

beforeAll(async () => {
  const settings = { cert: host.certificate, key: host.key, ca: [force.certificate], requestCert: true };
  const server = createServer(settings, async (request, response) => {
    const { CN: caller } = (request.socket as TLSSocket).getPeerCertificate().subject;
    const { method, headers } = request;
    seen.push({ caller: String(caller), method, headers, body: await text(request) });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onFileFinished(() => void server.close());
  url = `https://localhost:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen.length = 0;
  answer = (_request, response) => response.end('{}');
});

const as = ({ certificate, key }: ClientCertificate): typeof fetch =>
  fetchWithCertificate({ certificate, key, serverAuthority: host.certificate });

test('the API sees who calls, and what is sent as fetch sends it', async () => {
  answer = (_request, response) =>
    response.writeHead(201, { 'x-one': 'a', 'set-cookie': ['b=1', 'c=2'] }).end('{"d":1}');
  const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
  const response = await as(force)(`${url}/v1/referrals?dryRun=true`, {
    method: 'POST',
    headers,
    body: '{"name":"é"}',
  });
  expect(response.status).toBe(201);
  expect(response.headers.get('x-one')).toBe('a');
  expect(response.headers.getSetCookie()).toEqual(['b=1', 'c=2']);
  expect(await response.json()).toEqual({ d: 1 });
  expect(seen).toEqual([
    { caller: 'a force', method: 'POST', headers: expect.objectContaining(headers), body: '{"name":"é"}' },
  ]);
});

test('a referral is sent so by the library', async () => {
  const sent = referralResponse();
  answer = (_request, response) =>
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(sent));
  const token = { get: async () => 'token', discard: () => undefined };
  const { answer: received } = await referralsApi({ url, token, fetch: as(force) }).submit(submission());
  expect(received.referralId).toBe(sent.referralId);
  expect(seen[0]?.caller).toBe('a force');
});

test('whoever presents a certificate that is not known is not let in', async () => {
  await expect(as(stranger)(`${url}/`)).rejects.toThrow();
  const token = { get: async () => 'token', discard: () => undefined };
  const api = referralsApi({ url, token, fetch: as(stranger), tries: 1 });
  await expect(api.readReferral('one')).rejects.toThrow(Unreachable);
  expect(seen).toEqual([]);
});

test('a server of another name, or that nobody vouches for, is told nothing', async () => {
  await expect(as(force)(url.replace('localhost', '127.0.0.1'))).rejects.toThrow();
  await expect(fetchWithCertificate(force)(`${url}/`)).rejects.toThrow();
  expect(seen).toEqual([]);
});

test.each([204, 304])('an answer without a body is one: %i', async (status) => {
  answer = (_request, response) => response.writeHead(status).end();
  const response = await as(force)(url);
  expect({ status: response.status, body: await response.text() }).toEqual({ status, body: '' });
});

test('a redirect is never followed: it is an error where fetch would make it one, and else the answer', async () => {
  answer = (_request, response) => response.writeHead(302, { location: `${url}/elsewhere` }).end();
  await expect(as(force)(url, { redirect: 'error' })).rejects.toThrow('redirect');
  expect((await as(force)(url, { redirect: 'manual' })).status).toBe(302);
  expect(seen.length).toBe(2);
});

test('an answer that takes too long is waited for no longer', async () => {
  answer = () => undefined;
  await expect(as(force)(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
});

test.each<[string, ClientCertificate]>([
  ['no PEM', { certificate: 'none', key: 'none' }],
  ['the key of another', { certificate: force.certificate, key: stranger.key }],
])('what cannot be presented is said at once: %s', (_, certificate) => {
  expect(() => fetchWithCertificate(certificate)).toThrow();
});
