import { describe, expect, test } from 'vitest';
import { cdkArguments, deployWarnings, findDeployFault } from '#lib/deploy.ts';
import { deploymentSchema } from '#lib/deployment.ts';

const area = 'greater-manchester';
const stage = 'production';
const mail = { from: 'referrals@example.org' };
const signIn = {
  issuer: 'https://login.example.org',
  tokenUrl: 'https://login.example.org/token',
  audience: ['referrals'],
  webClientId: 'pages',
};

test('deploys one area’s stack, and writes its outputs to a file', () => {
  expect(cdkArguments({ area, stage, profile: 'ours', ask: true }).join(' ')).toBe(
    `deploy victim-referral-intake-${area} --context stage=production --require-approval broadening --outputs-file cdk.out/outputs-${area}.json --profile ours`,
  );
  expect(cdkArguments({ area, stage, ask: false })).toContain('never');
});

test('a restored table that the settings name is imported by its name', () => {
  const argumentsFor = (deployments: object) => cdkArguments({ area, stage, ask: true }, { deployments });
  expect(argumentsFor({ [area]: { tables: { work: 'work-of-0900' } } })).toContain('--import-existing-resources');
  expect(argumentsFor({ [area]: {} })).not.toContain('--import-existing-resources');
});

test('an unknown area is refused before AWS is called', () => {
  expect(findDeployFault({ area: 'nowhere', stage })).toContain('There is no area nowhere');
});

test('deploying without an address for alarms is refused, unless told so', () => {
  const named = { [area]: { alarmEmail: 'on-call@example.org' } };
  expect(findDeployFault({ area, stage }, named)).toBeUndefined();
  expect(findDeployFault({ area, stage }, { [area]: {} })).toContain('No alarm would reach anybody');
  expect(findDeployFault({ area, stage }, { [area]: {} })).toContain('--no-alarms');
  expect(findDeployFault({ area, stage, alarms: false }, { [area]: {} })).toBeUndefined();
});

test('says in the stack which commit it is made from, and at once what is to take over at once', () => {
  const words = cdkArguments({ area, stage, ask: true, atOnce: true }, { commit: 'abc123' }).join(' ');
  expect(words).toContain('--context shift=at-once --context commit=abc123');
});

test('shows what would change by the template alone, with the right to read and no other', () => {
  expect(cdkArguments({ area, stage, ask: true, diff: true }).join(' ')).toBe(
    `diff victim-referral-intake-${area} --context stage=production --method template`,
  );
});

test('another stage is another stack with its own settings, and needs nobody for its alarms', () => {
  expect(cdkArguments({ area, stage: 'test', ask: true }).join(' ')).toContain(
    `deploy victim-referral-intake-${area}-test --context stage=test `,
  );
  expect(cdkArguments({ area, stage: 'test', ask: true })).toContain(`cdk.out/outputs-${area}-test.json`);
  expect(findDeployFault({ area, stage: 'test' }, { [area]: {} })).toBeUndefined();
  expect(findDeployFault({ area, stage: 'live' }, { [area]: {} })).toBe(
    'There is no stage live. There is: development, test, production.',
  );
  expect(findDeployFault({ area, stage: 'test' }, { [area]: { stages: { tets: {} } } })).toContain('tets');
});

describe('with mutual TLS on the domain, whoever deploys hears', () => {
  const certificateArn = 'arn:aws:acm:eu-west-2:123456789012:certificate/example';
  const trustStore = { bucket: 'example-trust', key: 'forces.pem' };
  const canaryCertificate = 'arn:aws:secretsmanager:eu-west-2:123456789012:secret:canary-AbCdEf';
  const pages = { name: 'pages.example.org', certificateArn };
  const warnings = (more: object, inStage: 'production' | 'development' = stage) => {
    const domain = { name: 'referrals.example.org', certificateArn, trustStore, ...more };
    const deployment = deploymentSchema.parse({ alarmEmail: 'on-call@example.org', mail, domain });
    return deployWarnings({ area, stage: inStage }, deployment);
  };
  const noPages = expect.stringContaining(`deployments.${area} in cdk.json has no domain.pages`);
  const noCanary = expect.stringContaining('has no domain.trustStore.canaryCertificate');

  test('that browsers need a certificate too, and that no canary goes', () => {
    expect(warnings({})).toEqual([noPages, noCanary]);
  });

  test('nothing of what it has seen to', () => {
    expect(warnings({ pages })).toEqual([noCanary]);
    expect(warnings({ trustStore: { ...trustStore, canaryCertificate } })).toEqual([noPages]);
    expect(warnings({ pages, trustStore: undefined })).toEqual([]);
  });

  test('nothing of a canary in a stage that has none', () => {
    expect(warnings({ pages }, 'development')).toEqual([]);
  });
});

test('whoever deploys another stage hears where its own settings are', () => {
  const of = (stage: 'development' | 'test') => deployWarnings({ area, stage }, deploymentSchema.parse({ mail }));
  expect(of('test')[0]).toContain(`deployments.${area}.stages.test in cdk.json names no alarmEmail`);
  expect(of('development').join()).not.toContain('No alarm');
});

test.each([
  ['nothing chosen', {}, ['No alarm reaches anybody', '50 a day', 'Amazon SES must know']],
  ['alarms go to nobody', { mail }, ['No alarm reaches anybody']],
  ['codes come from Cognito', { alarmEmail: 'on-call@example.org' }, ['50 a day', 'Amazon SES must know']],
  [
    'another issuer signs people in, and may ask for one factor',
    { alarmEmail: 'on-call@example.org', signIn },
    ['signIn.requiresSecondFactor', 'Amazon SES must know'],
  ],
  [
    'another issuer signs people in, and asks the authority’s for two',
    { alarmEmail: 'on-call@example.org', signIn: { ...signIn, requiresSecondFactor: true } },
    ['Amazon SES must know'],
  ],
  ['all is chosen', { alarmEmail: 'on-call@example.org', mail }, []],
])('whoever deploys hears what would not reach anybody: %s', (_, chosen, expected) => {
  const deployment = deploymentSchema.parse(chosen);
  expect(deployWarnings({ area, stage }, deployment)).toEqual(expected.map((text) => expect.stringContaining(text)));
});
