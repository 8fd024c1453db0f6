/** The whole API in memory behind API Gateway's authorizer, with a case of its own for a party of each kind. */
import { authorize } from '#local/http/authorizer.ts';
import { type FunctionName, type Route, type RouteName, routes } from '#src/contracts/routes.ts';
import { type HandOffId, handOffId } from '#src/domain/ids.ts';
import { type Sender, senderOf } from '#src/domain/sender.ts';
import type { PartyKind, SenderKind } from '#src/domain/vocabulary.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { intakeApp } from '#src/http/intake.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { triageApp } from '#src/http/triage.ts';
import { volumesApp } from '#src/http/volumes.ts';
import { webApp } from '#src/http/web.ts';
import type { App } from '#src/platform/http-message.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { area as exampleArea } from '../area-fixture.ts';
import { partyId, serviceId } from '../ids.ts';
import { memoryTables } from '../memory-tables.ts';
import { sendRequest, type TestRequest } from '../send-request.ts';
import { explicitConsent, type Overrides, submission } from '../submissions.ts';
import { submitAndDispatch } from '../submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '../test-system.ts';
import { createIssuer, issuedAt } from './tokens.ts';

/** Whose the record of the call is. The hub sees each case of its area, so that for it there is no other's. */
export const owners = ['own', 'another’s', 'none'] as const;
export type Owner = (typeof owners)[number];

/** Left the register: its rows are there, and its client has a good token still. */
export const formerParty = 'former-charity';
/** The client of the pages, with which people sign in. */
export const pagesClient = 'client-of-pages';
export const clientOf = (party: string): string => `client-of-${party}`;

const base = exampleArea();
const area = exampleArea({
  rules: { ...base.rules, accessReasonRequired: 'always' },
  parties: [
    ...base.parties,
    { id: partyId(formerParty), kind: 'voluntary', name: 'Former Charity', clients: [], active: false },
  ],
});
/** A party of each kind, with cases of its own. */
export const partyOf: Readonly<Record<PartyKind, string>> = {
  police: 'example-police',
  statutory: 'example-hospital',
  voluntary: 'example-charity',
  service: 'general',
  authority: 'example-authority',
};
const otherService = 'domestic-abuse';

type Submission = Parameters<typeof submission>[0];
const referralOf: Readonly<Record<SenderKind, Overrides<Submission>>> = {
  police: {},
  statutory: { consent: explicitConsent, offence: { domesticAbuse: 'yes' } },
  voluntary: { consent: explicitConsent },
};

/** A well-formed id of nothing. */
const nothing = 'a'.repeat(26);

/** A body with which the call would do something. */
const bodies: Partial<Record<RouteName, object>> = {
  submitReferral: submission({ victimReference: 'from the matrix', consent: explicitConsent }),
  submitBatch: { referrals: [submission({ victimReference: 'from a batch', consent: explicitConsent })] },
  countNotReferred: { reason: 'not-wanted', offence: { category: 'robbery' } },
  correctReferral: submission({ consent: explicitConsent, needs: ['housing'] }),
  patchReferral: { needs: ['advocacy'] },
  withdrawReferral: { reason: 'sent-in-error' },
  reportStatus: { status: 'declined', reason: 'no-capacity' },
  routeByHand: { service: 'housing-advice', reason: 'They asked.', override: 'They asked.', instead: null },
  returnReferral: { reason: 'insufficient-information', advice: 'Ask again.' },
  decideDuplicate: { of: null, reason: 'Two offences.' },
  reviewReferral: { reason: 'safety', note: 'Looked at it.', revision: 1 },
  askErasure: { reason: 'asked-by-person' },
  holdForLaw: { hold: true, reason: 'The Crown Court.' },
};

export const hasRecord = ({ path }: Route): boolean => path.includes('{id}');

function requestOf(name: RouteName, reason?: string): TestRequest {
  const { method }: Route = routes[name];
  if (method === 'GET') return { method, ...(reason !== undefined && { headers: { 'x-access-reason': reason } }) };
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  return { method, headers: { 'content-type': type, 'if-match': '"1"' }, body: JSON.stringify(bodies[name] ?? {}) };
}

function pathOf(name: RouteName, record: string): string {
  const path = routes[name].path.replace('{id}', record).replace('{name}', 'hand-off.schema.json');
  return name === 'readVolumes' ? `${path}?measure=referrals&from=2026-11-01&to=2026-11-30&interval=month` : path;
}

interface Answer {
  status: number;
  by: 'gateway' | 'function';
  body: Readonly<Record<string, unknown>>;
}

/** Whose record a call is made for. */
interface RecordOfCall {
  kind: PartyKind;
  owner: Owner;
  /** The service's hand-off that it has closed. */
  isOver?: boolean;
  /** Why it is read again. */
  reason?: string;
}

/** @returns a hand-off of the service of the matrix that is over */
async function closeOne(deps: TestSystem['deps']): Promise<HandOffId> {
  const service = serviceId(partyOf.service);
  const police = { id: partyId(partyOf.police), kind: 'police' } as const;
  const { id } = await submitAndDispatch(deps, police, submission({ crimeReference: '06AB/0009999/26' }));
  const one = handOffId(id, 1);
  const { confirmationCode: code } = (await readHandOff(deps, service, one)) ?? {};
  await reportStatus(deps, service, one, { status: 'accepted' }, { code });
  await reportStatus(deps, service, one, { status: 'closed', outcome: 'support-completed' });
  return one;
}

export async function apiWorld() {
  const tables = memoryTables();
  const system = await makeTestSystem(tables, area);
  const clients = Object.fromEntries(area.parties.map(({ id }) => [clientOf(id), id]));
  const issuer = await createIssuer([...Object.keys(clients), pagesClient]);
  const deps = { ...system.deps, register: buildPartyRegister(area.parties, clients) };
  const apps: Partial<Record<FunctionName, App>> = {
    intake: intakeApp(deps),
    referrer: referrerApp(deps),
    'hand-offs': handOffsApp(deps),
    triage: triageApp(deps),
    volumes: volumesApp({ ...deps, counters: deps.reader }),
    web: webApp({ ...deps, openApi: '{}' }),
  };

  const sent = async (kind: SenderKind) => {
    const party = area.parties.find(({ id }) => id === partyOf[kind]);
    if (!party) throw new Error(kind);
    const sender: Sender = senderOf({ ...party, kind });
    return (await submitAndDispatch(system.deps, sender, submission(referralOf[kind]))).id;
  };
  const referrals = {
    police: await sent('police'),
    statutory: await sent('statutory'),
    voluntary: await sent('voluntary'),
  };
  const handOffTo = async (service: string) => {
    for (const id of Object.values(referrals)) {
      const found = (await system.deps.cases.read(id))?.handOffs.find((one) => one.service === service);
      if (found) return handOffId(id, found.number);
    }
    throw new Error(`Nothing was handed to ${service}.`);
  };
  const handOffs = { own: await handOffTo(partyOf.service), 'another’s': await handOffTo(otherService) };

  const over = await closeOne(system.deps);

  const referralFor = (kind: PartyKind, owner: Owner): string => {
    const own = kind in referrals ? referrals[kind as SenderKind] : referrals.police;
    if (owner === 'own') return own;
    return own === referrals.police ? referrals.statutory : referrals.police;
  };
  /** The id in the path of a call. */
  const recordFor = ({ path }: Route, { kind, owner, isOver }: RecordOfCall): string => {
    const isHandOff = path.startsWith('/v1/hand-offs/');
    if (isHandOff && isOver) return over;
    if (owner === 'none') return isHandOff ? `${nothing}-1` : nothing;
    return isHandOff ? handOffs[owner] : referralFor(kind, owner);
  };
  const askGateway = (authorization: string | undefined) =>
    authorize(issuer.rule, authorization === undefined ? {} : { authorization }, issuer.keys, issuedAt);

  return {
    issuer,
    rows: tables.rows,
    /** The answer of API Gateway where it refuses the token, else that of the function. */
    async call(name: RouteName, authorization: string | undefined, record: RecordOfCall): Promise<Answer> {
      const route: Route = routes[name];
      const verdict = route.access && (await askGateway(authorization));
      if (verdict?.allowed === false) return { status: verdict.status, by: 'gateway', body: {} };
      const app = apps[route.function];
      if (!app) throw new Error(`No app for ${route.function}.`);
      const response = await sendRequest(app, pathOf(name, recordFor(route, record)), {
        ...requestOf(name, record.reason),
        claims: verdict?.claims,
      });
      const text = await response.text();
      return { status: response.status, by: 'function', body: text === '' ? {} : JSON.parse(text) };
    },
  };
}
