/** On a schedule: sends what people are told by e-mail. */
import type { Context } from 'aws-lambda';
import { mailComposer } from '#src/mail/compose.ts';
import { sesClient, sesMailer } from '#src/mail/ses.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { documentClient } from '#src/store/client.ts';
import { mailAddressStore } from '#src/store/mail-addresses.ts';
import { noticeStore } from '#src/store/notices.ts';
import { sendDueMail } from '#src/usecases/mail/send-mail.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { loadKeys } from '../shared/keys.ts';
import { stores } from '../shared/stores.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('mail', env.AREA_FILE);
  const client = documentClient();
  return {
    ...stores(env),
    area,
    log,
    now,
    keys: await loadKeys(area, log, env.SECRET_ID),
    notices: noticeStore(client, env.WORK_TABLE),
    addresses: mailAddressStore(client, env.WEB_TABLE),
    mailer: sesMailer(sesClient(), {
      from: env.MAIL_FROM,
      name: env.MAIL_NAME,
      replyTo: area.contact.email,
      configurationSet: env.MAIL_CONFIGURATION_SET,
    }),
    compose: mailComposer(area, { pagesUrl: env.PAGES_URL ?? env.PUBLIC_URL, stage: env.STAGE }, now),
  };
});

export async function handler(_event: unknown, context: Context): Promise<void> {
  const deps = await getDeps();
  await deps.keys.refresh();
  const { sent, failed } = await sendDueMail(deps, () => context.getRemainingTimeInMillis());
  deps.log.info('mail-finished', { count: sent, failed });
  // The alarm watches this function's errors: what fails again and again would otherwise wait unnoticed.
  if (failed > 0) throw new Error(`E-mails that wait for another attempt: ${failed}`);
}
