/** Intake requests as API Gateway events, each for a new made-up person. */
import { submission } from '#test/support/submissions.ts';

let eventCount = 0;
const hourMs = 3_600_000;
const letters = 'abcdefghijklmnopqrst';
/** Spells a number in letters, because a name may not contain digits. */
const spellNumber = (number: number): string => [...String(number)].map((digit) => letters[Number(digit)]).join('');

/** @returns `count` POST /v1/referrals events as JSON, each valid and not sent before */
export function intakeEvents(count: number): string[] {
  return Array.from({ length: count }, () => {
    eventCount += 1;
    const reportedAt = new Date(Date.now() - 12 * hourMs);
    const occurredOn = new Date(Date.now() - 36 * hourMs).toISOString().slice(0, 10);
    const body = submission({
      crimeReference: `06AB/${String(eventCount).padStart(7, '0')}/26`,
      reportedAt: `${reportedAt.toISOString().slice(0, 19)}Z`,
      offence: { occurredOn },
      victim: { familyName: `Example${spellNumber(eventCount)}` },
    });
    return JSON.stringify(toEvent(JSON.stringify(body)));
  });
}

const toEvent = (body: string) => ({
  version: '2.0',
  routeKey: 'POST /v1/referrals',
  rawPath: '/v1/referrals',
  rawQueryString: '',
  headers: {
    'content-type': 'application/json',
    host: 'api.example.org',
    'user-agent': 'bench',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'https',
  },
  requestContext: {
    accountId: '000000000000',
    apiId: 'bench',
    authorizer: {
      jwt: { claims: { party: 'greater-manchester', scope: 'referrals/submit referrals/read-own' }, scopes: null },
    },
    domainName: 'api.example.org',
    domainPrefix: 'api',
    http: { method: 'POST', path: '/v1/referrals', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
    requestId: 'bench',
    routeKey: 'POST /v1/referrals',
    stage: '$default',
    time: '01/Jan/2026:00:00:00 +0000',
    timeEpoch: 1767225600000,
  },
  body,
  isBase64Encoded: false,
});
