import { describe, expect, test } from 'vitest';
import { readDeployment } from '#lib/deployment.ts';
import { synthTemplateOf, type Template } from '#lib/synth.ts';
import type { Stage } from '#src/domain/stage.ts';
import {
  area,
  calledFunctionId,
  functionNamed,
  list,
  onlyResource,
  type Properties,
  referencedId,
  resources,
  template,
} from './support/template.ts';

const shifted = ['intake', 'referrer', 'hand-offs', 'triage', 'volumes', 'web', 'dispatch'];
const groups = (from: Template = template): Properties[] =>
  resources('AWS::CodeDeploy::DeploymentGroup', from).map(({ properties }) => properties);
const paces = (from: Template): string[] => [
  ...new Set(groups(from).map(({ DeploymentConfigName }) => DeploymentConfigName)),
];
const aliasOf = (name: string) =>
  onlyResource(
    'AWS::Lambda::Alias',
    ({ properties }) => referencedId(properties['FunctionName']) === functionNamed(name).id,
  );

describe.each(shifted)('a new version of %s', (name) => {
  test('comes into use by its alias, which CodeDeploy moves', () => {
    const { properties, UpdatePolicy } = aliasOf(name) as ReturnType<typeof aliasOf> & { UpdatePolicy: Properties };
    expect(properties['Name']).toBe('live');
    const version = template.Resources[String(properties['FunctionVersion']['Fn::GetAtt'][0])];
    expect(version?.Type).toBe('AWS::Lambda::Version');
    expect(referencedId(version?.Properties?.['FunctionName'])).toBe(functionNamed(name).id);
    const group = referencedId(UpdatePolicy['CodeDeployLambdaAliasUpdate'].DeploymentGroupName);
    expect(resources('AWS::CodeDeploy::DeploymentGroup').map(({ id }) => id)).toContain(group);
  });

  test('is called by nobody before', () => {
    const { id } = functionNamed(name);
    const calls = [
      ...resources('AWS::ApiGatewayV2::Integration').map(({ properties }) => properties['IntegrationUri']),
      ...resources('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties['FunctionName']),
      ...resources('AWS::Lambda::Permission').map(({ properties }) => properties['FunctionName']),
    ].filter((called) => calledFunctionId(called) === id);
    expect(calls.length).toBeGreaterThan(0);
    for (const called of calls) expect(JSON.stringify(called)).toContain(`"${aliasOf(name).id}"`);
  });

  test('is not kept when its deployment failed, or Lambda would not make it again', () => {
    const version = String(aliasOf(name).properties['FunctionVersion']['Fn::GetAtt'][0]);
    expect(template.Resources[version]?.DeletionPolicy ?? 'Delete').toBe('Delete');
  });
});

test('the API’s permissions are one for each function and of this API alone', () => {
  const ofApi = resources('AWS::Lambda::Permission').filter(
    ({ properties }) => properties['Principal'] === 'apigateway.amazonaws.com',
  );
  const api = onlyResource('AWS::ApiGatewayV2::Api').id;
  expect(ofApi).toHaveLength(shifted.length - 1);
  for (const { properties } of ofApi) expect(JSON.stringify(properties['SourceArn'])).toContain(`"${api}"`);
});

describe('an alarm takes a new version back', () => {
  const alarm = onlyResource('AWS::CloudWatch::Alarm', ({ id }) => id.includes('NewVersionFails'));

  test('each function’s, when a new version fails or the API answers 5xx', () => {
    const apiErrors = onlyResource('AWS::CloudWatch::Alarm', ({ id }) => id.includes('WatchApiErrors'));
    expect(groups()).toHaveLength(shifted.length);
    for (const { AutoRollbackConfiguration, AlarmConfiguration } of groups()) {
      expect(AutoRollbackConfiguration).toEqual({
        Enabled: true,
        Events: expect.arrayContaining(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']),
      });
      expect(AlarmConfiguration.Enabled).toBe(true);
      expect(list<Properties>(AlarmConfiguration.Alarms).map(({ Name }) => referencedId(Name))).toEqual([
        alarm.id,
        apiErrors.id,
      ]);
    }
  });

  test('it counts the new version’s errors and no other’s, so an old fault stops no deployment', () => {
    const stats = list<Properties>(alarm.properties['Metrics']).flatMap(({ MetricStat }) => MetricStat ?? []);
    expect(stats).toHaveLength(shifted.length);
    const counted = stats.map(({ Metric }) => {
      const of = (name: string): unknown =>
        list<Properties>(Metric.Dimensions).find(({ Name }) => Name === name)?.['Value'];
      const [version, attribute] = (of('ExecutedVersion') as Properties)['Fn::GetAtt'];
      expect({ name: Metric.MetricName, attribute }).toEqual({ name: 'Errors', attribute: 'Version' });
      const lambda = referencedId(of('FunctionName'));
      expect(referencedId(template.Resources[version]?.Properties?.['FunctionName'])).toBe(lambda);
      expect(JSON.stringify(of('Resource'))).toContain(':live');
      return lambda;
    });
    expect(counted.sort()).toEqual(shifted.map((name) => functionNamed(name).id).sort());
    // CloudWatch takes ten metrics in one expression.
    expect(stats.length).toBeLessThanOrEqual(10);
  });

  test('CodeDeploy may move these aliases and nothing else', () => {
    const role = onlyResource('AWS::IAM::Role', ({ properties }) =>
      JSON.stringify(properties['AssumeRolePolicyDocument']).includes('codedeploy.amazonaws.com'),
    );
    expect(role.properties).not.toHaveProperty('ManagedPolicyArns');
    const [move, look, ...others] = role.properties['Policies'].flatMap(
      ({ PolicyDocument }: Properties) => PolicyDocument.Statement,
    );
    expect(others).toEqual([]);
    expect(look).toEqual({ Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: '*' });
    expect(move.Action).toEqual(['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias']);
    expect(move.Resource).toHaveLength(2 * shifted.length);
    expect(JSON.stringify(move.Resource)).not.toContain('*');
  });
});

describe('how fast', () => {
  const made = (stage: Stage, atOnce = false): Template =>
    synthTemplateOf(area, readDeployment({}, area.id, stage), { stage, atOnce });

  test('production takes half an hour, in which the canary goes twice', () => {
    expect(paces(template)).toEqual(['CodeDeployDefault.LambdaLinear10PercentEvery3Minutes']);
  });

  test('the other stages are faster', () => {
    expect(paces(made('test'))).toEqual(['CodeDeployDefault.LambdaLinear10PercentEvery1Minute']);
    expect(paces(made('development'))).toEqual(['CodeDeployDefault.LambdaAllAtOnce']);
  });

  test('at once, when told so, and whatever rings: what mends a fault is not stopped by it', () => {
    const atOnce = made('production', true);
    expect(paces(atOnce)).toEqual(['CodeDeployDefault.LambdaAllAtOnce']);
    for (const { AlarmConfiguration } of groups(atOnce)) expect(AlarmConfiguration?.Enabled ?? false).toBe(false);
  });
});

test('a scheduled job has one run at a time, which cannot be divided: its rule calls the function itself', () => {
  for (const { properties } of resources('AWS::Events::Rule'))
    for (const { Arn } of list<Properties>(properties['Targets'])) {
      const called = calledFunctionId(Arn);
      expect(shifted.map((name) => functionNamed(name).id)).not.toContain(called);
    }
});
