/** What is wrong with a deployment is named, fault by fault. That a whole one passes is in test/pipeline/smoke.test.ts. */
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { describe, expect, test, vi } from 'vitest';
import { runSmoke } from '#operator/smoke.ts';
import { securityHeaders } from '#src/web/headers.ts';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import { makeCertificate } from '#test/support/certificates.ts';
import { makeFolder } from '#test/support/make-folder.ts';
import { onFileFinished } from '#test/support/on-file-finished.ts';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}
type Site = (path: string, url: string) => Answer;

const { 'content-security-policy': _, ...withoutPolicy } = securityHeaders;
const page = '<link rel="stylesheet" href="/assets/a.css">';
const html = { ...securityHeaders, 'content-type': 'text/html; charset=utf-8' };
const problem = { ...securityHeaders, 'content-type': 'application/problem+json' };

const good: Site = (path, url) => {
  const back = new URLSearchParams({ redirect_uri: `${url}/sign-in/callback` });
  const document = { openapi: '3.1.0', servers: [{ url }] };
  const answers: Record<string, Answer> = {
    '/': { status: 200, headers: html, body: page },
    '/assets/a.css': { status: 200, headers: { 'content-type': 'text/css' } },
    '/sign-in': { status: 303, headers: { location: `https://login.example.org/?${back}` } },
    '/sign-in?return=/triage': { status: 303, headers: { location: `https://hub.example.org/?${back}` } },
    '/v1/openapi.json': { status: 200, headers: securityHeaders, body: JSON.stringify(document) },
    '/v1/referrals': { status: 401 },
  };
  return answers[path] ?? { status: 404, headers: problem };
};

async function serve(site: Site): Promise<string> {
  let url = '';
  const server = createServer(({ url: path = '' }, response) => {
    const { status, headers = {}, body = '' } = site(path, url);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onFileFinished(() => void server.close());
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return url;
}

async function faultsOf(site: Site): Promise<string[]> {
  const url = await serve(site);
  const results = await runSmoke({ api: url, pages: url, timeoutMs: 5000 });
  return results.flatMap(({ what, fault }) => (fault === undefined ? [] : [`${what}: ${fault.replaceAll(url, '')}`]));
}

const but =
  (wrong: string, answer: Answer): Site =>
  (path, url) =>
    path === wrong ? answer : good(path, url);

test.each<[string, Site, string[]]>([
  ['nothing', good, []],
  [
    'a start page that fails',
    but('/', { status: 502 }),
    [
      'the start page is there, and its headers protect it: the status is 502, not 200',
      'its stylesheet is there: the start page names none',
    ],
  ],
  [
    'a start page without a content security policy',
    but('/', { status: 200, headers: { ...withoutPolicy, 'content-type': 'text/html' }, body: page }),
    ['the start page is there, and its headers protect it: it lacks content-security-policy'],
  ],
  [
    'a stylesheet of another version',
    but('/assets/a.css', { status: 404 }),
    ['its stylesheet is there: the status is 404, not 200'],
  ],
  [
    'signing in that comes back elsewhere',
    but('/sign-in', {
      status: 303,
      headers: {
        location: 'https://login.example.org/?redirect_uri=https%3A%2F%2Fold.example.org%2Fsign-in%2Fcallback',
      },
    }),
    [
      'signing in leads to the issuer, and back to these pages: /sign-in: it comes back to https://old.example.org/sign-in/callback',
    ],
  ],
  [
    'an issuer of the hub that does not answer',
    but('/sign-in?return=/triage', { status: 503, headers: html }),
    ['signing in leads to the issuer, and back to these pages: /sign-in?return=/triage: the status is 503, not 303'],
  ],
  [
    'a document of another address',
    but('/v1/openapi.json', {
      status: 200,
      headers: securityHeaders,
      body: '{"openapi":"3.1.0","servers":[{"url":"https://old.example.org"}]}',
    }),
    ['the OpenAPI document is there, and names this address: it names https://old.example.org'],
  ],
  [
    'an API that lets everybody in',
    but('/v1/referrals', { status: 200 }),
    [
      'without a token nobody is let in: the status is 200, not 401',
      'with a bad token nobody is let in: the status is 200, not 401',
    ],
  ],
  [
    'a gateway that answers for the code',
    but('/v1/nowhere', { status: 404, headers: { ...securityHeaders, 'content-type': 'application/json' } }),
    ['what there is not is refused by a problem document: it is application/json, not application/problem+json'],
  ],
])('names what is wrong: %s', async (_, site, expected) => {
  expect(await faultsOf(site)).toEqual(expected);
});

describe('of an API that asks for a certificate', () => {
  const host = makeCertificate('localhost');
  const own = makeCertificate('whoever deploys');
  const api: Site = (path, url) => (path === '/' ? { status: 404 } : good(path, url));
  const onPages: Site = (path, url) => (path === '/v1/referrals' ? { status: 404, headers: problem } : good(path, url));

  async function look(settings: object, pagesSite = onPages, isHeld = false): Promise<string[]> {
    let url = '';
    const server = createTlsServer({ cert: host.certificate, key: host.key, ...settings }, (request, response) => {
      if (isHeld && request.socket instanceof TLSSocket && !request.socket.getPeerCertificate().subject) return;
      const { status, headers = {}, body = '' } = api(request.url ?? '', url);
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    onFileFinished(() => void server.close());
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
    const pages = await serve(pagesSite);
    const certificate = { ...own, serverAuthority: host.certificate };
    const results = await runSmoke({ api: url, pages, certificate, timeoutMs: isHeld ? 1000 : 5000 });
    expect(results).toHaveLength(9);
    return results.flatMap(({ what, fault }) => (fault === undefined ? [] : [`${what}: ${fault}`]));
  }

  test('presents it there, and finds no fault', async () => {
    expect(await look({ requestCert: true, ca: [own.certificate] })).toEqual([]);
  });

  test('finds that the pages’ domain leads to calls of the API', async () => {
    expect(await look({ requestCert: true, ca: [own.certificate] }, good)).toEqual([
      'the pages’ domain leads to no call of the API: the status is 401, not 404',
    ]);
  });

  test('finds that others are let in without one', async () => {
    // As if Node knew the server's authority.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    vi.spyOn(process, 'emitWarning').mockReturnValue(undefined);
    const faults = await look({ requestCert: false });
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    expect(faults).toEqual(['without a certificate nobody is let in: the status is 200']);
  });

  test('does not take one that does not answer in time for one that refuses', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    vi.spyOn(process, 'emitWarning').mockReturnValue(undefined);
    const faults = await look({ requestCert: true, rejectUnauthorized: false }, onPages, true);
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    expect(faults).toContainEqual(expect.stringMatching(/^without a certificate nobody is let in: /));
  });

  test('looks at the pages alone where it has none to present, and says so', async () => {
    const outputs = {
      stack: { ApiUrl: 'https://localhost:1', PagesUrl: await serve(onPages), ClientCertificate: 'required' },
    };
    const folder = makeFolder({ 'outputs.json': JSON.stringify(outputs) });
    const { code, out, err } = await runOperator(['smoke', '--outputs', 'outputs.json'], makeTerminal({ folder }));
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('The API was not looked at') });
    expect(out.split('\n').filter((line) => line.startsWith('ok'))).toHaveLength(4);
  });

  test('needs one where the pages are behind it too', async () => {
    const outputs = { stack: { ApiUrl: 'https://localhost:1', ClientCertificate: 'required' } };
    const folder = makeFolder({ 'outputs.json': JSON.stringify(outputs) });
    const { code, err } = await runOperator(['smoke', '--outputs', 'outputs.json'], makeTerminal({ folder }));
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('--cert <file> and --key <file>') });
  });

  test.each<[string, string[], string]>([
    ['a key that is not named', ['--cert', 'cert.pem'], 'each name a file'],
    [
      'a file that is not there',
      ['--cert', 'cert.pem', '--key', 'none.pem'],
      'cannot be used as a certificate and its key',
    ],
    ['a key of another', ['--cert', 'cert.pem', '--key', 'other.pem'], 'cannot be used as a certificate and its key'],
  ])('says what is wrong with it: %s', async (_, options, says) => {
    const folder = makeFolder({ 'cert.pem': own.certificate, 'other.pem': host.key });
    const { code, err } = await runOperator(
      ['smoke', '--url', 'https://localhost:1', ...options],
      makeTerminal({ folder }),
    );
    expect(code).not.toBe(0);
    expect(err).toContain(says);
  });
});

test('where nothing answers, each check says so and the exit code is 1', async () => {
  const { code, out } = await runOperator(['smoke', '--url', 'http://127.0.0.1:1'], makeTerminal());
  expect(code).toBe(1);
  expect(out).toContain('FAULT  the start page is there');
  expect(out).toContain('7 of 7 checks found a fault.');
});

test('reads where it is from what npm run deploy wrote', async () => {
  const outputs = { stack: { ApiUrl: 'http://127.0.0.1:1', PagesUrl: 'http://127.0.0.1:2/', Other: 'x' } };
  const folder = makeFolder({ 'outputs.json': JSON.stringify(outputs), 'bad.json': '{}}' });
  const of = (file: string) => runOperator(['smoke', '--outputs', file], makeTerminal({ folder }));
  // Of pages that have a domain of their own, one more.
  expect((await of('outputs.json')).out).toContain('8 of 8');
  expect(await of('bad.json')).toMatchObject({ code: 1, err: expect.stringContaining('bad.json cannot be read') });
});

test('without an address it says what it needs', async () => {
  const { code, err } = await runOperator(['smoke'], makeTerminal());
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('--url <base>') });
});
