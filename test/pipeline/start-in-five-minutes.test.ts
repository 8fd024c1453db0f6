/** The commands of the page "Start in five minutes", typed into a shell against the running system, and its document, imported into Postman. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '#src/contracts/routes.ts';
import { readDocument } from '#src/web/docs/document.ts';
import { type ShownStep, senderSteps, showSteps, valueAt } from '#src/web/docs/start-steps.ts';
import { importIntoPostman, valueNamed } from '#test/support/openapi/postman.ts';
import { general, police, type Run, startRun } from './support/run.ts';

const run = promisify(execFile);
let system: Run;
let page: Document;
let steps: ShownStep[];
let openApi: string;
const shell: Record<string, string> = {};

beforeAll(async () => {
  system = await startRun();
  const { url } = system.system.endpoints;
  page = new JSDOM(await (await fetch(`${url}/docs/start`)).text()).window.document;
  openApi = await (await fetch(`${url}/v1/openapi.json`)).text();
  steps = showSteps(readDocument(openApi));
  for (const line of blocksOf('main')
    .find((text) => text.startsWith('API='))
    ?.split('\n') ?? []) {
    const [name = '', value = ''] = line.split('=');
    shell[name] = value;
  }
});
afterAll(() => system.stop());

const blocksOf = (selector: string) =>
  [...page.querySelectorAll(`${selector} pre`)].map(({ textContent }) => textContent ?? '');

async function type(command: string): Promise<unknown> {
  const { stdout } = await run('bash', ['-c', command], { env: { ...process.env, ...shell } });
  return JSON.parse(stdout);
}

async function getToken(who: 'sender' | 'service', party: string): Promise<void> {
  const client = system.system.endpoints.clients[party];
  shell['CLIENT_ID'] = client?.clientId ?? '';
  shell['CLIENT_SECRET'] = client?.clientSecret ?? '';
  const [command = '', answer = ''] = blocksOf(`#token-${who}`);
  const token = (await type(command)) as { access_token: string };
  const { access_token: _, ...shown } = JSON.parse(answer);
  expect(token).toMatchObject(shown);
  shell['TOKEN'] = token.access_token;
}

/** Types what the page shows, compares what comes back, and keeps what it says is to be kept. */
async function follow(step: ShownStep): Promise<void> {
  const [command = ''] = blocksOf(`#${step.name}`);
  expect(command).toBe(step.command);
  const answer = await type(command);
  expect(withoutIds(answer)).toEqual(withoutIds(step.example.body));
  if (step.keep) shell[step.keep.variable] = String(valueAt(answer, step.keep.at));
}

/** Ids, references, codes and times differ from system to system; all else is to be as it is shown. */
const withoutIds = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer)
      .replaceAll(/"(correlationId|confirmationCode)":"[^"]*"/g, '"$1":"…"')
      .replaceAll(/[a-z2-7]{26}(?=[-"/])/g, '<id>')
      .replaceAll(/GM-[0-9A-Z]{4}-[0-9A-Z]{4}/g, '<reference>')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>'),
  );

test('a sender gets a token, sends a referral, sees who has it, sends it again, and is told of faults', async () => {
  await getToken('sender', police);
  for (const step of steps.slice(0, senderSteps.length)) {
    await follow(step);
    await system.system.waitUntilIdle();
  }
});

test('a service gets a token, finds what waits, reads it and accepts it', async () => {
  await getToken('service', general);
  for (const step of steps.slice(senderSteps.length)) await follow(step);
});

test('the document, imported into Postman, gets a token and sends a referral as it is', async () => {
  const { variable, requests } = await importIntoPostman(openApi);
  const request = requests.find(({ name }) => name === routes.submitReferral.summary);
  expect(request).toBeDefined();
  const { clientId = '', clientSecret = '' } = system.system.endpoints.clients[police] ?? {};
  const asked = await fetch(valueNamed(request?.auth?.oauth2, 'accessTokenUrl') ?? '', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: valueNamed(request?.auth?.oauth2, 'grant_type') ?? '',
      scope: valueNamed(request?.auth?.oauth2, 'scope') ?? '',
    }),
  });
  const { access_token: token } = (await asked.json()) as { access_token: string };
  const headers =
    request?.header.filter(({ disabled }) => !disabled).map(({ key, value }) => [key, value] as const) ?? [];
  const sent = await fetch(`${valueNamed(variable, 'baseUrl')}/${request?.url.path.join('/')}`, {
    method: request?.method ?? '',
    headers: { ...Object.fromEntries(headers), authorization: `Bearer ${token}` },
    body: request?.body?.raw ?? '',
  });
  // It is the referral of the first steps: the same again is a replay.
  expect(sent.status).toBe(200);
  expect(sent.headers.get('idempotency-replayed')).toBe('true');
  system.resent += 1;
});

test('nothing failed, and the accounts balance', async () => {
  system.answered.add(shell['REFERRAL'] ?? '');
  system.resent += 1;
  expect(await system.audit()).toEqual([]);
  expect(system.troubles).toEqual([]);
});
