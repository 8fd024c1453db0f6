/** The pages in memory, with people of each kind of party and each role, cases of their own, and sessions good and bad. */
import { randomUUID } from 'node:crypto';
import { handOffId } from '#src/domain/ids.ts';
import { type PartyKind, type SenderKind, type StaffRole, staffRoles } from '#src/domain/vocabulary.ts';
import type { Session } from '#src/usecases/ports/web.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { sessionCookie } from '#src/web/app/cookies.ts';
import type { PageRoute } from '#src/web/app/page.ts';
import { formToken } from '#src/web/app/session.ts';
import { ordinaryLimits } from '#src/web/app/session-limits.ts';
import { nothingSafe } from '#test/support/submissions.ts';
import { parties, pathOf, routes } from '#test/web/support/all-pages.ts';
import { charity, area as exampleArea, hospital, police } from '../area-fixture.ts';
import { fakeAccounts } from '../fake-accounts.ts';
import { partyId } from '../ids.ts';
import { memoryTables } from '../memory-tables.ts';
import { makePages } from '../pages.ts';
import { sendRequest } from '../send-request.ts';
import { explicitConsent, submission } from '../submissions.ts';
import { submitAndDispatch } from '../submit-and-dispatch.ts';
import { makeTestSystem } from '../test-system.ts';
import { formerParty, type Owner } from './api-world.ts';

export interface Signed {
  kind: PartyKind;
  /** The header of the request; none where there is no cookie. */
  cookie: string | undefined;
  /** That of the session's forms. */
  token: string;
}

export interface Person extends Signed {
  roles: readonly StaffRole[] | undefined;
}

const base = exampleArea();
const area = exampleArea({
  parties: [
    ...base.parties,
    ...(['police', 'statutory', 'voluntary', 'service', 'authority'] as const).map((kind) => ({
      id: partyId(`${formerParty}-${kind}`),
      kind,
      name: 'A party that left',
      clients: [],
      active: false,
    })),
  ],
});
const strangers: Readonly<Record<PartyKind, string>> = {
  police: 'example-hospital',
  statutory: 'example-charity',
  voluntary: 'example-police',
  service: 'domestic-abuse',
  authority: 'general',
};
const senders = { police, statutory: hospital, voluntary: charity } as const;
/** Well-formed names of nothing. */
const nothing: Readonly<Record<string, string>> = {
  '/refer/sent/': 'a'.repeat(26),
  '/refer/': randomUUID(),
  '/inbox/': `${'a'.repeat(26)}-1`,
  '/team/': 'nobody',
  '/triage/': 'a'.repeat(26),
  '/status/': 'EX-2222-2222',
};

export async function pagesWorld() {
  const tables = memoryTables();
  const system = await makeTestSystem(tables, area);
  const { deps } = system;
  const { app, deps: pageDeps } = makePages(system, routes, { accounts: fakeAccounts() });
  const { origin } = new URL(deps.pagesUrl);
  const now = deps.now().toISOString();
  const ago = (ms: number) => new Date(deps.now().getTime() - ms).toISOString();

  interface Start {
    user?: string;
    party?: string;
    roles?: readonly StaffRole[] | undefined;
    times?: Partial<Pick<Session, 'startedAt' | 'seenAt'>> | undefined;
  }
  /** Signs somebody in, as the issuer's answer does. */
  async function start(kind: PartyKind, { user = randomUUID(), party = parties[kind], roles, times }: Start = {}) {
    const value = randomUUID();
    const id = deps.keys.keyedHash('session', value);
    const session: Session = { id, user, party, issuer: 'common', startedAt: now, seenAt: now, ...times };
    const sealed = sealDetails(deps.keys, partyId(party), user, { subject: user, name: 'Bo Example' });
    const person = { party: partyId(party), user, sealed, seenAt: now, session: id };
    await deps.staff.recordSignIn({ ...person, ...(roles && { roles }) });
    await pageDeps.sessions.start(session);
    return { kind, value, id, user, cookie: `${sessionCookie}=${value}`, token: formToken(deps.keys, session) };
  }

  async function send(
    route: Pick<PageRoute, 'method'>,
    path: string,
    { cookie, token }: Partial<Signed>,
    headers = {},
  ) {
    const isPost = route.method === 'POST';
    const response = await sendRequest(app, path, {
      method: route.method,
      headers: { ...(cookie !== undefined && { cookie }), ...(isPost && { origin }), ...headers },
      ...(isPost && { body: new URLSearchParams(token === undefined ? {} : { token }) }),
    });
    return { status: response.status, location: response.headers.get('location'), html: await response.text() };
  }

  const submitted = async (kind: SenderKind, over: Parameters<typeof submission>[0] = {}) =>
    submitAndDispatch(deps, senders[kind], submission({ consent: explicitConsent, ...over }));
  const referrals = {
    police: await submitted('police', { offence: { domesticAbuse: 'yes' } }),
    statutory: await submitted('statutory'),
    voluntary: await submitted('voluntary'),
  };
  const held = await submitted('statutory', { victimReference: 'held', contact: { safe: nothingSafe } });
  const handOffTo = async (service: string): Promise<string> => {
    for (const { id } of Object.values(referrals)) {
      const found = (await deps.cases.read(id))?.handOffs.find((one) => one.service === service);
      if (found) return handOffId(id, found.number);
    }
    throw new Error(`Nothing was handed to ${service}.`);
  };
  const handOffs = { own: await handOffTo(parties.service), other: await handOffTo(strangers.service) };

  const beginDraft = async (of: Signed): Promise<string> => {
    const { location } = await send({ method: 'POST' }, '/refer', of);
    return location?.split('/').pop() ?? '';
  };
  const addColleague = async (party: string) => (await start('service', { party, roles: ['worker'] })).user;
  const stranger = await start('statutory', { party: 'example-hospital', roles: staffRoles });
  const drafts = { stranger: await beginDraft(stranger) };

  /** The values of the variables in paths, by the beginning of each path. */
  async function recordsOf(owner: Owner, { kind, ...of }: Signed): Promise<Readonly<Record<string, string>>> {
    if (owner === 'none') return nothing;
    const isOwn = owner === 'own';
    const own = kind in senders ? (kind as SenderKind) : 'statutory';
    const other = own === 'police' ? 'statutory' : 'police';
    const referral = referrals[isOwn ? own : other];
    return {
      '/refer/sent/': referral.id,
      '/refer/': isOwn && kind in senders ? await beginDraft({ kind, ...of }) : drafts.stranger,
      '/inbox/': isOwn ? handOffs.own : handOffs.other,
      '/team/': await addColleague(isOwn ? parties[kind] : strangers[kind]),
      '/triage/': held.id,
      '/status/': referral.reference,
    };
  }

  /** Each way in which a session can be wrong, of a person who may do all. */
  async function badSessions(kind: PartyKind): Promise<Record<string, Signed>> {
    const of = (over: Start = {}) => start(kind, { roles: staffRoles, ...over });
    const good = await of();
    const signedOut = await of();
    await pageDeps.sessions.end(signedOut.id);
    const before = await of();
    await of({ user: before.user });
    const [leaver, returned] = [await of(), await of()];
    for (const { user } of [leaver, returned]) await deps.staff.remove(partyId(parties[kind]), user, now);
    await deps.staff.readmit(partyId(parties[kind]), returned.user);
    const expired = async (times: Start['times']) => ({ ...(await of({ times })), token: '' });
    return {
      'no cookie': { ...good, cookie: undefined },
      'an empty cookie': { ...good, cookie: `${sessionCookie}=` },
      'a made-up cookie': { ...good, cookie: `${sessionCookie}=${randomUUID()}` },
      'a cookie with a letter more': { ...good, cookie: `${good.cookie}x` },
      'the id that is stored': { ...good, cookie: `${sessionCookie}=${good.id}` },
      'a cookie of another name': { ...good, cookie: `session=${good.value}` },
      'nothing done for too long': await expired({
        startedAt: ago(ordinaryLimits.idleMs),
        seenAt: ago(ordinaryLimits.idleMs),
      }),
      'too long in all': await expired({ startedAt: ago(ordinaryLimits.maxMs) }),
      'expired a week ago': await of({ times: { startedAt: ago(7 * 86_400_000), seenAt: ago(7 * 86_400_000) } }),
      'signed out': signedOut,
      'signed in elsewhere since': before,
      'of somebody who was removed': leaver,
      'from before a removal that was taken back': returned,
      'of a party that left the register': await of({ party: `${formerParty}-${kind}` }),
    };
  }

  return {
    start,
    badSessions,
    recordsOf,
    send,
    /** Every row but those of sessions, which end, and are not the data of anybody else. */
    rows() {
      const { web, ...rest } = tables.rows();
      return { ...rest, web: web.filter(({ id }) => !String(id).startsWith('session#')) };
    },
    visit: (route: PageRoute, records: Readonly<Record<string, string>>, as: Partial<Signed>, headers = {}) =>
      send(route, pathOf(route.path, records), as, headers),
  };
}
