import { App, Token } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { bundledFiles } from '#functions/shared/bundled-files.ts';
import { readDeployment } from '#lib/deployment.ts';
import { IntakeStack } from '#lib/intake-stack.ts';
import { readStage, stackName } from '#lib/stages.ts';
import { synthTemplateOf, type Template } from '#lib/synth.ts';
import { type Stage, stages } from '#src/domain/stage.ts';
import { area, functionNamed, onlyResource, resources } from './support/template.ts';

const synthesised = (stage: Stage, settings: object = {}): Template =>
  synthTemplateOf(area, readDeployment({ [area.id]: settings }, area.id, stage), { stage });
const templates = Object.fromEntries(stages.map((stage) => [stage, synthesised(stage)])) as Record<Stage, Template>;

/** What holds what cannot be made again. */
const keepers = [
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'AWS::Cognito::UserPool',
  'AWS::Logs::LogGroup',
];

/** Names that are unique in an account and region, as they stand in the template. */
function namesIn(template: Template): string[] {
  const naming = ['QueueName', 'DashboardName', 'Domain', 'MetricName', 'Name'];
  return Object.values(template.Resources).flatMap(({ Type, Properties = {} }) => {
    const transformations = Properties['MetricTransformations'] as { MetricName: unknown }[] | undefined;
    const named = [...naming.map((key) => Properties[key]), ...(transformations ?? []).map((one) => one.MetricName)];
    // Names of these are unique only within the pool, the API, the function, or the metric that they watch.
    const isInner = /Alarm$|Authorizer$|UserPoolResourceServer$|Lambda::Alias$/.test(Type);
    return isInner ? [] : named.flatMap((name) => (name === undefined ? [] : [`${Type} ${JSON.stringify(name)}`]));
  });
}

describe('production', () => {
  test('keeps its names and the logical ids of what holds data: with another, a deployed stack would make it anew', () => {
    const idsOf = (type: string): string[] => resources(type, templates.production).map(({ id }) => id);
    expect(stackName(area.id)).toBe('victim-referral-intake-greater-manchester');
    expect(idsOf('AWS::DynamoDB::Table')).toEqual([
      'TablesReferrals5089D39F',
      'TablesWorkA9C913B7',
      'TablesCountersF3818E58',
      'TablesWeb57DB354F',
      'TablesErasuresA920CE87',
    ]);
    expect(idsOf('AWS::KMS::Key')).toEqual(['KeysRecordsC94E819F', 'KeysMessagesE856B267', 'KeysOperations5671B638']);
    expect(idsOf('AWS::SecretsManager::Secret')).toEqual(['RootSecretE0A7BF55', 'CanaryClients5ED37206']);
    expect(idsOf('AWS::Cognito::UserPool')).toEqual(['SignInPoolFD298EFA', 'HubSignInPool99DD1821']);
    const queues = resources('AWS::SQS::Queue', templates.production);
    expect(queues.map(({ properties }) => properties['QueueName'])).toEqual(
      expect.arrayContaining(['greater-manchester-parked', 'greater-manchester-hand-off-mosslight-victim-care']),
    );
  });

  test('is what its settings name at the top, and the others’ settings are none of it', () => {
    const settings = { alarmEmail: 'on-call@example.org', stages: { test: { alarmEmail: 'builders@example.org' } } };
    const read = (stage: Stage) => readDeployment({ [area.id]: settings }, area.id, stage);
    expect(read('production')).toEqual({ alarmEmail: 'on-call@example.org', consumers: {} });
    expect(read('test')).toEqual({ alarmEmail: 'builders@example.org', consumers: {} });
    expect(read('development')).toEqual({ consumers: {} });
  });
});

test('no name is of two stages, so that all may stand in one account', () => {
  const all = stages.flatMap((stage) => [...new Set(namesIn(templates[stage]))]);
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([]);
});

test('a stage that is bound to an account is deployed nowhere else', () => {
  const settings = { [area.id]: { stages: { test: { account: '123456789012' } } } };
  const accountOf = (stage: Stage): string => {
    const deployment = readDeployment(settings, area.id, stage);
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
    return new IntakeStack(app, stackName(area.id, stage), { area, stage, deployment, files: bundledFiles(area) })
      .account;
  };
  expect(accountOf('test')).toBe('123456789012');
  expect(Token.isUnresolved(accountOf('production'))).toBe(true);
});

test.each<
  [
    Stage,
    {
      days: number;
      rate: number;
      recovery: boolean;
      protects: boolean;
      keeps: RegExp;
      alarms: boolean;
      canary: boolean;
    },
  ]
>([
  [
    'production',
    { days: 365, rate: 200, recovery: true, protects: true, keeps: /^Retain/, alarms: true, canary: true },
  ],
  ['test', { days: 30, rate: 50, recovery: true, protects: false, keeps: /^Delete$/, alarms: true, canary: true }],
  [
    'development',
    { days: 7, rate: 20, recovery: false, protects: false, keeps: /^Delete$/, alarms: false, canary: false },
  ],
])('%s', (stage, expected) => {
  const template = templates[stage];
  for (const { id, properties } of resources('AWS::Logs::LogGroup', template))
    expect(properties['RetentionInDays'], id).toBe(expected.days);
  expect(onlyResource('AWS::ApiGatewayV2::Stage', undefined, template).properties['DefaultRouteSettings']).toEqual({
    ThrottlingBurstLimit: 2 * expected.rate,
    ThrottlingRateLimit: expected.rate,
  });
  for (const { properties } of resources('AWS::DynamoDB::Table', template))
    expect(properties).toMatchObject({
      DeletionProtectionEnabled: expected.protects,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: expected.recovery },
    });
  for (const { properties } of resources('AWS::Cognito::UserPool', template))
    expect(properties['DeletionProtection']).toBe(expected.protects ? 'ACTIVE' : 'INACTIVE');
  // The queue of missed runs has no name, and holds nothing of anybody.
  for (const type of keepers)
    for (const { id, DeletionPolicy, properties } of resources(type, template))
      if (type !== 'AWS::SQS::Queue' || properties['QueueName'] !== undefined)
        expect(DeletionPolicy, id).toMatch(expected.keeps);
  const alarms = resources('AWS::CloudWatch::Alarm', template).map(({ id }) => id);
  expect(alarms.some((id) => id.includes('ApiErrors'))).toBe(expected.alarms);
  expect(alarms.some((id) => id.includes('CanaryFails'))).toBe(expected.canary);
  for (const name of ['web', 'mail'])
    expect(functionNamed(name, template).properties['Environment'].Variables.STAGE).toBe(stage);
});

test('a stage that there is not is refused by name', () => {
  expect(readStage(undefined)).toBe('production');
  expect(() => readStage('live')).toThrow('There is no stage live. There is: development, test, production.');
});
