/** Sends e-mails with Amazon SES. AWS_ENDPOINT_URL_SESV2 sets the endpoint, for example to an emulator. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { callLimits } from '#src/platform/call-limits.ts';
import { type Mail, type Mailer, MailFailed } from '#src/usecases/ports/mail.ts';

export interface SesSettings {
  from: string;
  /** Name beside the sender's address. */
  name?: string;
  /** Where an answer goes that somebody writes all the same. */
  replyTo: string;
  /** Its events tell of bounces and complaints. */
  configurationSet: string;
}

/** Tag of an e-mail whose value is the id of the party that it is for. */
export const partyTag = 'party';

/** Longer than elsewhere: nobody waits for the answer, and an e-mail that is given up may have gone all the same. */
const timeouts = { connectionTimeout: 2000, requestTimeout: 10_000 } as const;

/** No attempt of its own: an e-mail that did not go is tried again by us, and one that went is never sent twice by the SDK. */
export const sesClient = (limits: Parameters<typeof callLimits>[1] = timeouts): SESv2Client =>
  new SESv2Client(callLimits(1, limits));

export function sesMailer(client: SESv2Client, { from, name, replyTo, configurationSet }: SesSettings): Mailer {
  const sender = name === undefined ? from : `${encodedWord(name)} <${from}>`;
  return {
    async send({ to, subject, text, party }: Mail) {
      const command = new SendEmailCommand({
        FromEmailAddress: sender,
        ReplyToAddresses: [replyTo],
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: 'UTF-8' },
            Body: { Text: { Data: text, Charset: 'UTF-8' } },
            // RFC 3834: an automatic reply is not to answer it.
            Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
          },
        },
        EmailTags: [{ Name: partyTag, Value: party }],
        ConfigurationSetName: configurationSet,
      });
      try {
        await client.send(command);
      } catch (error) {
        throw new MailFailed(error instanceof Error ? error.name : 'Error', { cause: error });
      }
    },
  };
}

/** RFC 2047, where a name has other than plain letters. */
function encodedWord(name: string): string {
  if (/^[\w .,'-]*$/.test(name)) return `"${name}"`;
  return `=?UTF-8?B?${Buffer.from(name).toString('base64')}?=`;
}
