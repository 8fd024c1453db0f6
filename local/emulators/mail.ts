/**
 * Amazon SES v2 on this machine: SendEmail only, the one call that the functions make. Nothing leaves the machine: each
 * e-mail is kept in the data folder. Addresses of the mailbox simulator come back or are complained of, as on AWS:
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { loopback } from './ports.ts';

export interface SentMail {
  to: string;
  subject: string;
  text: string;
  /** RFC 3339, UTC. */
  at: string;
}

export interface MailEmulator {
  url: string;
  /** Newest first. */
  sent(): SentMail[];
  /** Called with each event that SES would send to EventBridge. */
  onEvent(listener: (event: object) => void): void;
  stop(): Promise<void>;
}

export interface MailOptions {
  port: number;
  /** File of e-mails, one JSON object a line. */
  file: string;
  /** Epoch milliseconds of the local clock. */
  now: () => number;
  region: string;
}

export const sendEmailPath = '/v2/email/outbound-emails';

const content = z.object({ Data: z.string() });
const requestSchema = z.object({
  FromEmailAddress: z.string().min(1),
  Destination: z.object({ ToAddresses: z.array(z.string()).min(1) }),
  Content: z.object({ Simple: z.object({ Subject: content, Body: z.object({ Text: content }) }) }),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  ConfigurationSetName: z.string().optional(),
});
type SendEmail = z.output<typeof requestSchema>;

const mailSchema = z.object({ to: z.string(), subject: z.string(), text: z.string(), at: z.string() });

export async function startMail(options: MailOptions): Promise<MailEmulator> {
  const sent = readSent(options.file);
  let notify: (event: object) => void = () => undefined;
  const server = createServer((incoming, outgoing) => {
    void handleRequest(incoming, outgoing, (request) => {
      const at = new Date(options.now()).toISOString();
      const messageId = randomUUID();
      for (const to of request.Destination.ToAddresses) {
        const { Subject, Body } = request.Content.Simple;
        const mail = { to, subject: Subject.Data, text: Body.Text.Data, at };
        // First: what cannot be kept was not taken.
        appendFileSync(options.file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
        sent.push(mail);
        const event = simulatedEvent(to, request, { messageId, at, region: options.region });
        if (event) notify(event);
      }
      return messageId;
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, loopback, resolve);
  });
  return {
    url: `http://${loopback}:${options.port}`,
    sent: () => sent.toReversed(),
    onEvent(listener) {
      notify = listener;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readSent(file: string): SentMail[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => mailSchema.parse(JSON.parse(line)));
}

async function handleRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  accept: (request: SendEmail) => string,
): Promise<void> {
  const send = (status: number, body: object, errorType?: string) => {
    const type = errorType === undefined ? {} : { 'x-amzn-errortype': errorType };
    outgoing.writeHead(status, { 'content-type': 'application/json', ...type }).end(JSON.stringify(body));
  };
  if (incoming.method !== 'POST' || incoming.url !== sendEmailPath) {
    return send(404, { message: 'Only SendEmail is served locally.' }, 'NotFoundException');
  }
  const request = requestSchema.safeParse(await readJson(incoming));
  if (!request.success) return send(400, { message: z.prettifyError(request.error) }, 'BadRequestException');
  const { ToAddresses: addresses } = request.data.Destination;
  if (!addresses.every((address) => z.email().safeParse(address).success)) {
    return send(400, { message: 'Illegal address' }, 'BadRequestException');
  }
  send(200, { MessageId: accept(request.data) });
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await text(incoming));
  } catch {
    return undefined;
  }
}

/** The event of EventBridge that an address of the mailbox simulator brings about. */
function simulatedEvent(
  to: string,
  { FromEmailAddress, EmailTags, ConfigurationSetName }: SendEmail,
  { messageId, at, region }: { messageId: string; at: string; region: string },
): object | undefined {
  const [, kind] = /^(bounce|complaint)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(to) ?? [];
  if (kind === undefined) return undefined;
  const isBounce = kind.toLowerCase() === 'bounce';
  const tags: Record<string, string[]> = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]]));
  if (ConfigurationSetName !== undefined) tags['ses:configuration-set'] = [ConfigurationSetName];
  const what = isBounce
    ? {
        bounce: {
          feedbackId: randomUUID(),
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress: to, action: 'failed', status: '5.1.1' }],
          timestamp: at,
        },
      }
    : {
        complaint: {
          feedbackId: randomUUID(),
          complaintFeedbackType: 'abuse',
          complainedRecipients: [{ emailAddress: to }],
          timestamp: at,
        },
      };
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': isBounce ? 'Email Bounced' : 'Email Complaint Received',
    source: 'aws.ses',
    account: '000000000000',
    time: at.replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [],
    detail: {
      eventType: isBounce ? 'Bounce' : 'Complaint',
      ...what,
      mail: { timestamp: at, source: FromEmailAddress, messageId, destination: [to], tags },
    },
  };
}
