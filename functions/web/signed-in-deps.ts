/** Dependencies of the sign-in and signed-in pages: tables, keys and queues. */
import type { Area } from '#src/domain/area.ts';
import { documentClient } from '#src/store/client.ts';
import { counterReader, counterWriter } from '#src/store/counters.ts';
import { draftStore, sessionStore } from '#src/store/web.ts';
import type { Log } from '#src/usecases/log-port.ts';
import type { PageDeps } from '#src/web/app/page.ts';
import { now } from '../shared/basics.ts';
import { loadKeys, stores } from '../shared/stores.ts';
import type { Environment } from './env.ts';
import { lazyHandOffQueue, lazyParseSubmission, lazySignInProvider } from './lazy-adapters.ts';

export async function makeSignedInDeps(env: Environment, area: Area, log: Log): Promise<PageDeps> {
  const client = documentClient();
  return {
    area,
    log,
    now,
    publicUrl: env.PUBLIC_URL,
    keys: await loadKeys(area, env.SECRET_ID),
    parseSubmission: lazyParseSubmission(area),
    sessions: sessionStore(client, env.WEB_TABLE),
    drafts: draftStore(client, env.WEB_TABLE),
    counters: counterReader(client, env.COUNTERS_TABLE),
    duplicates: counterWriter(client, env.COUNTERS_TABLE),
    queue: lazyHandOffQueue(env),
    provider: lazySignInProvider({
      issuer: env.OIDC_ISSUER,
      clientId: env.OIDC_CLIENT_ID,
      redirectUri: `${env.PUBLIC_URL}/sign-in/callback`,
      signedOutUri: `${env.PUBLIC_URL}/signed-out`,
    }),
    ...stores(env),
  };
}
