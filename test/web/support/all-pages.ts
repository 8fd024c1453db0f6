/** One test system for tests of all pages, with a user of every kind and data for each. */
import { randomUUID } from 'node:crypto';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import { channels, type PartyKind, staffRoles } from '#src/domain/vocabulary.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import type { Session } from '#src/usecases/ports/web.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { sessionCookie } from '#src/web/app/cookies.ts';
import { formToken } from '#src/web/app/session.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { area, hospital } from '#test/support/area-fixture.ts';
import type { TestTables } from '#test/support/emulator.ts';
import { fakeAccounts } from '#test/support/fake-accounts.ts';
import { partyId } from '#test/support/ids.ts';
import { makePages, type Pages } from '#test/support/pages.ts';
import { sendRequest as askApp } from '#test/support/send-request.ts';
import { explicitConsent, nothingSafe, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem } from '#test/support/test-system.ts';

export const routes = pageRoutes(JSON.stringify(openApiDocument(area())));

/** A party of each kind. */
export const parties: Readonly<Record<PartyKind, string>> = {
  police: 'example-police',
  statutory: 'example-hospital',
  voluntary: 'example-charity',
  service: 'general',
  authority: 'example-authority',
};

export interface Person {
  cookie: string;
  token: string;
}

export interface Ask {
  method: 'GET' | 'HEAD' | 'POST';
  path: string;
  as?: Person | undefined;
  /** Other cookies, and other headers. */
  cookies?: string;
  headers?: Readonly<Record<string, string>>;
  /** By default, the person's own. */
  token?: string;
  fields?: Readonly<Record<string, string>>;
}

export interface AllPages {
  pages: Pages;
  /** Values of the routes' variables, which belong to the hospital's first user or the general service. */
  own: Readonly<Record<string, string>>;
  /** The same, with a held referral and the draft of its correction. */
  correcting: Readonly<Record<string, string>>;
  /** Words of the referral, and its references. */
  marks: readonly string[];
  /** @param at when, RFC 3339: long ago for a session that has ended */
  signIn(party: string, person?: string, at?: string): Promise<Person>;
  /** The response, without following redirects. */
  ask(ask: Ask): Promise<Response>;
}

export async function allPages(tables: TestTables): Promise<AllPages> {
  const system = await makeTestSystem(tables);
  const { deps } = system;
  const pages = makePages(system, routes, { accounts: fakeAccounts() });
  const { origin } = new URL(deps.pagesUrl);

  const sent: { id: ReferralId; reference: string }[] = [];
  for (const body of [{}, { contact: { safe: nothingSafe } }] as const) {
    const { id, reference } = await submitAndDispatch(
      deps,
      hospital,
      submission({ ...body, victimReference: `${sent.length}`, consent: explicitConsent }),
    );
    sent.push({ id, reference });
  }
  const [handed, held] = sent;
  if (!handed || !held) throw new Error('Nothing was sent.');

  /** Somebody with every role. */
  const addPerson = async (party: string, person: string): Promise<string> => {
    const user = deps.keys.keyedHash('user', person);
    const sealed = sealDetails(deps.keys, partyId(party), user, { subject: person, name: 'Bo Example' });
    const invitedAt = deps.now().toISOString();
    await deps.staff.invite({ party: partyId(party), user, sealed, roles: staffRoles, invitedAt });
    return user;
  };

  const all: Omit<AllPages, 'own' | 'correcting'> = {
    pages,
    marks: ['Sam', 'Example-', 'Assaulted', '7700', handed.reference, held.reference],
    async signIn(party, person = `somebody of ${party}`, at = deps.now().toISOString()) {
      const cookie = randomUUID();
      const id = deps.keys.keyedHash('session', cookie);
      const user = await addPerson(party, person);
      const session: Session = { id, user, party, issuer: 'common', startedAt: at, seenAt: at };
      await pages.deps.sessions.start(session);
      return { cookie: `${sessionCookie}=${cookie}`, token: formToken(deps.keys, session) };
    },
    async ask({ method, path, as, cookies = '', headers = {}, token = as?.token, fields = {} }) {
      const body = new URLSearchParams({ ...fields, ...(token === undefined ? {} : { token }) });
      return askApp(pages.app, `${origin}${path}`, {
        method,
        headers: {
          cookie: [as?.cookie, cookies].filter(Boolean).join('; '),
          ...(method === 'POST' ? { origin } : {}),
          ...headers,
        },
        ...(method === 'POST' ? { body } : {}),
      });
    },
  };
  const as = await all.signIn(parties.statutory);
  const begun = async (path: string): Promise<string> =>
    (await all.ask({ method: 'POST', path, as })).headers.get('location')?.split('/').pop() ?? '';
  const own = {
    '/refer/sent/': handed.id,
    '/refer/': await begun('/refer'),
    '/inbox/': handOffId(handed.id, 1),
    '/team/': await addPerson(parties.statutory, 'a colleague to look after'),
    '/triage/': held.id,
    '/status/': handed.reference,
  };
  const correction = await begun(`/status/${held.reference}/correct`);
  const fields = { phone: '07700 900321', ...Object.fromEntries(channels.map((one) => [`safe-${one}`, 'yes'])) };
  await all.ask({ method: 'POST', path: `/refer/${correction}/contact`, as, fields });
  const correcting = { ...own, '/refer/sent/': held.id, '/refer/': correction, '/status/': held.reference };
  return { ...all, own, correcting };
}

/** The route's path with a value for its variable. */
export function pathOf(route: string, own: AllPages['own']): string {
  const place = Object.keys(own).find((start) => route.startsWith(`${start}{`)) ?? '';
  return route
    .replace('{step}', 'person')
    .replace('{name}', 'submitReferral')
    .replace(/\{\w+\}/, own[place] ?? '');
}
