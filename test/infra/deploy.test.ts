import { expect, test } from 'vitest';
import { cdkArguments, deployWarnings, findDeployFault } from '#lib/deploy.ts';
import { deploymentSchema } from '#lib/deployment.ts';

const area = 'greater-manchester';
const mail = { from: 'referrals@example.org' };
const signIn = {
  issuer: 'https://login.example.org',
  tokenUrl: 'https://login.example.org/token',
  audience: ['referrals'],
  webClientId: 'pages',
};

test('deploys one area’s stack, and writes its outputs to a file', () => {
  expect(cdkArguments({ area, profile: 'ours', ask: true }).join(' ')).toBe(
    `deploy victim-referral-intake-${area} --require-approval broadening --outputs-file cdk.out/outputs-${area}.json --profile ours`,
  );
  expect(cdkArguments({ area, ask: false })).toContain('never');
});

test('an unknown area is refused before AWS is called', () => {
  expect(findDeployFault({ area: 'nowhere' })).toContain('There is no area nowhere');
});

test('deploying without an address for alarms is refused, unless told so', () => {
  const named = { [area]: { alarmEmail: 'on-call@example.org' } };
  expect(findDeployFault({ area }, named)).toBeUndefined();
  expect(findDeployFault({ area }, { [area]: {} })).toContain('No alarm would reach anybody');
  expect(findDeployFault({ area }, { [area]: {} })).toContain('--no-alarms');
  expect(findDeployFault({ area, alarms: false }, { [area]: {} })).toBeUndefined();
});

test.each([
  ['nothing chosen', {}, ['No alarm reaches anybody', '50 a day', 'Amazon SES must know']],
  ['alarms go to nobody', { mail }, ['No alarm reaches anybody']],
  ['codes come from Cognito', { alarmEmail: 'on-call@example.org' }, ['50 a day', 'Amazon SES must know']],
  ['another issuer signs people in', { alarmEmail: 'on-call@example.org', signIn }, ['Amazon SES must know']],
  ['all is chosen', { alarmEmail: 'on-call@example.org', mail }, []],
])('whoever deploys hears what would not reach anybody: %s', (_, chosen, expected) => {
  const deployment = deploymentSchema.parse(chosen);
  expect(deployWarnings(area, deployment)).toEqual(expected.map((text) => expect.stringContaining(text)));
});
