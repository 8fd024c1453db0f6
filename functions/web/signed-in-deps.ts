/** Dependencies of the sign-in and signed-in pages, by group: tables, keys and queues. */
import type { Area } from '#src/domain/area.ts';
import { balanceStore } from '#src/store/balances.ts';
import { documentClient } from '#src/store/client.ts';
import { counterReader, counterWriter } from '#src/store/counters.ts';
import { mailAddressStore } from '#src/store/mail-addresses.ts';
import { noticeStore } from '#src/store/notices.ts';
import { openingStore } from '#src/store/openings.ts';
import { staffStore } from '#src/store/staff.ts';
import { draftStore, sessionStore } from '#src/store/web.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import { cellKeyOf } from '#src/usecases/volumes/cell-key.ts';
import type { SignedInDeps } from '#src/web/app/signed-in-deps.ts';
import { now } from '../shared/basics.ts';
import { loadKeys } from '../shared/keys.ts';
import { stores } from '../shared/stores.ts';
import { type Environment, pagesUrlOf } from './env.ts';
import {
  lazyAccounts,
  lazyHandOffQueue,
  lazyParseSubmission,
  lazyReadAsAccepted,
  lazySignInIssuers,
} from './lazy-adapters.ts';

export async function makeSignedInDeps(
  env: Environment,
  area: Area,
  log: Log,
): Promise<SignedInDeps & { refreshKeys(): Promise<void> }> {
  const client = documentClient();
  const keys = await loadKeys(area, log, env.SECRET_ID);
  const staff = staffStore(client, env.WEB_TABLE);
  const accounts = lazyAccounts(env, area);
  const session = { area, keys, staff, accounts, log, sessions: sessionStore(client, env.WEB_TABLE) };
  const cases = { ...stores(env), area, keys, log, now, queue: lazyHandOffQueue(env), publicUrl: env.PUBLIC_URL };
  const drafts = draftStore(client, env.WEB_TABLE);
  const addresses = mailAddressStore(client, env.WEB_TABLE);
  const own = { ...cases, parseSubmission: lazyParseSubmission(area) };
  return {
    refreshKeys: keys.refresh,
    session,
    openings: { area, openings: openingStore(client, env.WEB_TABLE), now, log },
    signIn: { ...session, issuers: lazySignInIssuers(env) },
    refer: {
      ...own,
      readAsAccepted: lazyReadAsAccepted,
      drafts,
      counters: counterWriter(client, env.COUNTERS_TABLE),
    },
    sent: own,
    inbox: { ...cases, staff },
    triage: { ...cases, staff, addresses, balances: balanceStore(client, env.WORK_TABLE) },
    team: { keys, staff, accounts, now, log, pagesUrl: pagesUrlOf(env) },
    dashboard: {
      counters: counterReader(client, env.COUNTERS_TABLE),
      cellKey: async () => cellKeyOf(keys),
      cases: cases.cases,
    },
    eMails: { area, keys, now, staff, addresses, notices: noticeStore(client, env.WORK_TABLE) },
  };
}
