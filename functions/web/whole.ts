/** Dependencies of the sign-in and signed-in pages: tables, keys and queues. */
import type { Area } from '#src/domain/area.ts';
import { documentClient } from '#src/store/client.ts';
import { counterReader, counterWriter } from '#src/store/counters.ts';
import { drafts, sessions } from '#src/store/web.ts';
import type { Log } from '#src/usecases/log-port.ts';
import type { PageDeps } from '#src/web/app/page.ts';
import { now } from '../basics.ts';
import { keys, setting, stores } from '../wiring.ts';
import type { Environment } from './env.ts';
import { examineLater, queueLater, signInLater } from './later.ts';

export async function makeWhole(env: Environment, area: Area, log: Log): Promise<PageDeps> {
  const client = documentClient();
  return {
    area,
    log,
    now,
    setting: setting(area),
    publicUrl: env.PUBLIC_URL,
    keys: await keys(area, env.SECRET_ID),
    examine: examineLater(area),
    sessions: sessions(client, env.WEB_TABLE),
    drafts: drafts(client, env.WEB_TABLE),
    counters: counterReader(client, env.COUNTERS_TABLE),
    duplicates: counterWriter(client, env.COUNTERS_TABLE),
    queue: queueLater(env),
    provider: signInLater({
      issuer: env.OIDC_ISSUER,
      clientId: env.OIDC_CLIENT_ID,
      redirectUri: `${env.PUBLIC_URL}/sign-in/callback`,
      signedOutUri: `${env.PUBLIC_URL}/signed-out`,
    }),
    ...stores(env),
  };
}
