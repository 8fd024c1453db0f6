import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { beforeEach, expect, test } from 'vitest';
import { sesMailer } from '#src/mail/ses.ts';
import { MailFailed } from '#src/usecases/ports/mail.ts';
import { partyId } from '#test/support/ids.ts';
import { mockClient } from '#test/support/mock-client.ts';

const ses = mockClient(SESv2Client);
beforeEach(() => ses.reset());
const settings = { from: 'referrals@example.org', replyTo: 'hub@example.org', configurationSet: 'set' };
const mailer = (name?: string) => sesMailer(new SESv2Client({}), { ...settings, ...(name !== undefined && { name }) });
const mail = { to: 'a@example.org', subject: 'New hand-off', text: 'To you', party: partyId('general') };

test('it goes to one address, by the configuration set whose events come back, with its party as a tag', async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: '1' });
  await mailer('Victim hub').send(mail);
  expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).toEqual({
    FromEmailAddress: '"Victim hub" <referrals@example.org>',
    ReplyToAddresses: ['hub@example.org'],
    Destination: { ToAddresses: ['a@example.org'] },
    Content: {
      Simple: {
        Subject: { Data: 'New hand-off', Charset: 'UTF-8' },
        Body: { Text: { Data: 'To you', Charset: 'UTF-8' } },
        Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
      },
    },
    EmailTags: [{ Name: 'party', Value: 'general' }],
    ConfigurationSetName: 'set',
  });
});

test('a name of other than plain letters is encoded, and none is needed', async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: '1' });
  await mailer('Heddlu Gwent’s hub').send(mail);
  await mailer().send(mail);
  const senders = ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input.FromEmailAddress);
  expect(senders[0]).toMatch(/^=\?UTF-8\?B\?[\w+/=]+\?= <referrals@example\.org>$/);
  expect(senders[1]).toBe('referrals@example.org');
});

test('a refusal is told by its code, without a word of the provider’s message, which may hold the address', async () => {
  ses
    .on(SendEmailCommand)
    .rejects(Object.assign(new Error('a@example.org is not verified'), { name: 'MessageRejected' }));
  const failure = await mailer()
    .send(mail)
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MailFailed);
  expect(failure).toMatchObject({ reason: 'MessageRejected', message: 'MessageRejected' });
});
