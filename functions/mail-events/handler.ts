/** On an event of Amazon SES: marks an address that takes no e-mail. */
import { readMailEvent } from '#src/mail/ses-events.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { documentClient } from '#src/store/client.ts';
import { mailAddressStore } from '#src/store/mail-addresses.ts';
import { noticeStore } from '#src/store/notices.ts';
import { recordMailEvent } from '#src/usecases/mail/record-mail-event.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { loadKeys } from '../shared/keys.ts';
import { envSchema } from './env.ts';

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('mail-events', env.AREA_FILE);
  const client = documentClient();
  return {
    log,
    now,
    keys: await loadKeys(area, log, env.SECRET_ID),
    notices: noticeStore(client, env.WORK_TABLE),
    addresses: mailAddressStore(client, env.WEB_TABLE),
  };
});

export async function handler(event: unknown): Promise<void> {
  const deps = await getDeps();
  await deps.keys.refresh();
  for (const one of readMailEvent(event)) await recordMailEvent(deps, one);
}
