import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, onTestFinished, test } from 'vitest';
import { startMail } from '#local/emulators/mail.ts';
import { findFreePort } from '#local/emulators/ports.ts';
import { handleMailRequest } from '#local/http/mail-route.ts';
import { openEventBus } from '#local/mappings/event-bus.ts';
import { sesMailer } from '#src/mail/ses.ts';
import { readMailEvent } from '#src/mail/ses-events.ts';
import { partyId } from '#test/support/ids.ts';

const settings = { from: 'hub@example.org', replyTo: 'hub@example.org', configurationSet: 'set' };
const noon = Date.parse('2026-11-27T12:00:00Z');

async function startEmulator(file = path.join(makeFolder(), 'mail.ndjson')) {
  const emulator = await startMail({ port: await findFreePort(undefined), file, now: () => noon, region: 'eu-west-2' });
  onTestFinished(() => emulator.stop());
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SESv2Client({ endpoint: emulator.url, region: 'eu-west-2', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  const mailer = sesMailer(client, settings);
  const send = (to: string, subject = 'New hand-off') =>
    mailer.send({ to, subject, text: 'Text, with “quotes”', party: partyId('general') });
  return { emulator, send, file };
}

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'local-mail-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('what the SDK sends is kept, newest first, and is still there after a restart', async () => {
  const { emulator, send, file } = await startEmulator();
  await send('a@example.org', 'First');
  await send('b@example.org', 'Second');
  const second = {
    to: 'b@example.org',
    subject: 'Second',
    text: 'Text, with “quotes”',
    at: '2026-11-27T12:00:00.000Z',
  };
  expect(emulator.sent()).toEqual([second, { ...second, to: 'a@example.org', subject: 'First' }]);
  await emulator.stop();
  expect((await startEmulator(file)).emulator.sent()).toHaveLength(2);
});

test('an address that cannot be is refused, as by SES', async () => {
  const { emulator, send } = await startEmulator();
  await expect(send('nobody')).rejects.toMatchObject({ reason: 'BadRequestException' });
  expect(emulator.sent()).toEqual([]);
});

test.each([
  ['bounce@simulator.amazonses.com', 'bounce'],
  ['complaint+label@simulator.amazonses.com', 'complaint'],
] as const)('%s brings about the event that SES would send, to the rule that matches', async (address, reason) => {
  const { emulator, send } = await startEmulator();
  const rule = { logicalId: 'Rule', functionName: 'mail-events', maxRetries: 1 };
  const pattern = { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': ['set'] } } } };
  const received: unknown[] = [];
  const bus = openEventBus(
    [
      { ...rule, pattern: JSON.stringify(pattern) },
      { ...rule, pattern: JSON.stringify({ source: ['aws.other'] }) },
    ],
    async (_, event) => {
      received.push(event);
      // The first attempt fails, and is made again.
      const requestId = 'r';
      return received.length > 1
        ? { ok: true, requestId, value: null }
        : { ok: false, requestId, kind: 'error', type: 'Error', message: '' };
    },
  );
  emulator.onEvent(bus.put);
  await send('somebody@example.org');
  await send(address);
  await bus.waitUntilIdle();
  expect(received).toHaveLength(2);
  expect(received.map(readMailEvent)).toEqual([
    [{ address, reason, party: 'general' }],
    [{ address, reason, party: 'general' }],
  ]);
});

test('/local/mail answers JSON, and a page to a browser, in which nothing is taken for markup', async () => {
  const mail = {
    to: 'a@example.org',
    subject: '<b>New',
    text: 'See https://example.org/inbox/1',
    at: '2026-11-27T12:00:00.000Z',
  };
  const route = { readMail: async () => [mail] };
  const json = await handleMailRequest(route, 'GET', {}, 'c');
  expect(JSON.parse(json.body.toString())).toEqual([mail]);
  const page = await handleMailRequest(route, 'GET', { accept: 'text/html,*/*' }, 'c');
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.body.toString()).toContain('&lt;b&gt;New');
  expect(page.body.toString()).toContain('<a href="https://example.org/inbox/1">');
  expect((await handleMailRequest(route, 'POST', {}, 'c')).status).toBe(405);
});
