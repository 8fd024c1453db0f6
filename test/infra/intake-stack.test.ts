import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Route, routes } from '#src/contracts/routes.ts';
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

const root = join(import.meta.dirname, '../..');

describe('the HTTP API', () => {
  const made = new Map(resources('AWS::ApiGatewayV2::Route').map((route) => [route.properties['RouteKey'], route]));

  /** The folder of the function that a route reaches. */
  const reaches = (key: string): unknown => {
    const target: unknown = made.get(key)?.properties['Target'];
    const integration = resources('AWS::ApiGatewayV2::Integration').find(({ id }) =>
      JSON.stringify(target).includes(`"${id}"`),
    );
    const lambda = calledFunctionId(integration?.properties['IntegrationUri']);
    return resources('AWS::Lambda::Function').find(({ id }) => id === lambda)?.Metadata?.[
      'victim-referral-intake:function'
    ];
  };

  test.each(Object.values<Route>(routes).map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s reaches its function, and needs a token exactly when access is limited',
    (key, route) => {
      expect(reaches(key)).toBe(route.function);
      const { AuthorizationType, AuthorizerId } = made.get(key)?.properties ?? {};
      expect(AuthorizationType).toBe(route.access ? 'JWT' : 'NONE');
      expect(referencedId(AuthorizerId)).toBe(
        route.access ? onlyResource('AWS::ApiGatewayV2::Authorizer').id : undefined,
      );
    },
  );

  test('has no other routes, and sends everything else to the pages', () => {
    expect(reaches('$default')).toBe('web');
    expect(made.size).toBe(Object.keys(routes).length + 1);
  });

  test('calls functions with payload format 2.0', () => {
    for (const { properties } of resources('AWS::ApiGatewayV2::Integration')) {
      expect(properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
    }
  });

  test('is throttled, and logs each request with its client and source address, and without path or query', () => {
    const { properties } = onlyResource('AWS::ApiGatewayV2::Stage');
    expect(properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingBurstLimit: 400, ThrottlingRateLimit: 200 },
    });
    const format: string = properties['AccessLogSettings'].Format;
    expect(format).toContain('$context.requestId');
    expect(format).toContain('$context.authorizer.claims.client_id');
    expect(format).toContain('$context.identity.sourceIp');
    const others = format.replace('authorizer.claims.client_id', '').replace('identity.sourceIp', '');
    expect(others).not.toMatch(/identity|\$context\.path|authorizer\.claims|querystring/i);
  });

  test('has a client with a secret for each active party whose system calls the API, with the scopes of its kind', () => {
    const clients = resources('AWS::Cognito::UserPoolClient')
      .map(({ properties }) => properties)
      .filter(({ ClientName }) => ClientName !== 'web' && ClientName !== 'hub-web');
    expect(clients.map(({ ClientName }) => ClientName).sort()).toEqual(
      area.parties
        .filter(({ active, api }) => active && api)
        .map(({ id }) => id)
        .sort(),
    );
    expect(clients.length).toBeLessThan(area.parties.length);
    const asked = {
      police: ['submit'],
      statutory: ['submit'],
      voluntary: ['submit'],
      service: ['hand-offs'],
      authority: ['triage', 'volumes'],
    };
    for (const { ClientName, ...client } of clients) {
      const kind = area.parties.find(({ id }) => id === ClientName)?.kind;
      expect(client).toMatchObject({ AllowedOAuthFlows: ['client_credentials'], GenerateSecret: true });
      const scopes: Properties[] = client['AllowedOAuthScopes'];
      const names = scopes.map((scope) => scope['Fn::Join'][1].at(-1).replace('/', ''));
      expect({ kind, names }).toEqual({ kind, names: kind && asked[kind] });
    }
  });
});

test('people sign in to the pages through a public client with the code flow and no API scope', () => {
  const web = onlyResource('AWS::Cognito::UserPoolClient', ({ properties }) => properties['ClientName'] === 'web');
  expect(web.properties).toMatchObject({
    GenerateSecret: false,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid'],
    PreventUserExistenceErrors: 'ENABLED',
  });
});

describe('the ledger’s stream', () => {
  test('invokes dispatch with the expected settings', () => {
    const { properties } = onlyResource('AWS::Lambda::EventSourceMapping');
    expect(calledFunctionId(properties['FunctionName'])).toBe(functionNamed('dispatch').id);
    expect(properties['EventSourceArn']['Fn::GetAtt'][1]).toBe('StreamArn');
    expect(properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 3600,
      ParallelizationFactor: 4,
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    });
    const parked = onlyResource(
      'AWS::SQS::Queue',
      ({ properties: { QueueName } }) => QueueName === `${area.id}-parked`,
    );
    expect(referencedId(properties['DestinationConfig'].OnFailure.Destination)).toBe(parked.id);
  });
});

describe('schedules', () => {
  test.each([
    ['sweep', 'rate(1 minute)'],
    ['deadlines', 'rate(5 minutes)'],
    ['erase', 'rate(1 hour)'],
    ['recount', 'cron(0 4 * * ? *)'],
    ['balance', 'cron(0 4 * * ? *)'],
  ])('%s runs at %s, may be started by it, and a tick that cannot be delivered is kept', (name, rate) => {
    const lambda = functionNamed(name);
    const rule = onlyResource(
      'AWS::Events::Rule',
      ({ properties }) => referencedId(properties['Targets']?.[0].Arn) === lambda.id,
    );
    expect(rule.properties).toMatchObject({ ScheduleExpression: rate, State: 'ENABLED' });
    expect(rule.properties['Targets']).toMatchObject([
      { DeadLetterConfig: { Arn: expect.anything() }, RetryPolicy: { MaximumRetryAttempts: 2 } },
    ]);
    expect(
      resources('AWS::Lambda::Permission').filter(
        ({ properties }) =>
          referencedId(properties['SourceArn']) === rule.id && referencedId(properties['FunctionName']) === lambda.id,
      ),
    ).toHaveLength(1);
  });

  test('may send a missed event to its dead-letter queue, and use its key', () => {
    const [rule] = resources('AWS::Events::Rule').filter(({ properties }) => 'ScheduleExpression' in properties);
    const queue = referencedId(rule?.properties['Targets'][0].DeadLetterConfig.Arn);
    const policy = onlyResource(
      'AWS::SQS::QueuePolicy',
      ({ properties }) => referencedId(properties['Queues'][0]) === queue,
    );
    const allow = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } };
    expect(policy.properties['PolicyDocument'].Statement).toContainEqual(
      expect.objectContaining({ ...allow, Action: 'sqs:SendMessage' }),
    );
    const key = onlyResource('AWS::KMS::Key', ({ properties }) =>
      String(properties['Description']).startsWith('Hand-off queues'),
    );
    // Exactly this: EventBridge names no account when it uses a key, and a condition on one would refuse it.
    expect(key.properties['KeyPolicy'].Statement).toContainEqual({
      ...allow,
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
    });
  });

  test.each([
    ['sweep', 60],
    ['deadlines', 300],
    ['erase', 3600],
    ['recount', 21_600],
  ])('%s runs once at a time, and an event that waited is dropped when the next comes', (name, seconds) => {
    const { id, properties } = functionNamed(name);
    expect(properties['ReservedConcurrentExecutions']).toBe(1);
    const config = onlyResource(
      'AWS::Lambda::EventInvokeConfig',
      (found) => referencedId(found.properties['FunctionName']) === id,
    );
    expect(config.properties).toMatchObject({ MaximumEventAgeInSeconds: seconds, MaximumRetryAttempts: 0 });
  });
});

describe('alarms', () => {
  const alarms = resources('AWS::CloudWatch::Alarm');
  const runbookOf = (text: string): string | undefined => /Runbook: (docs\/runbooks\/[\w-]+\.md)$/.exec(text)?.[1];

  test.each(alarms.map((alarm) => [alarm.id, alarm.properties] as const))(
    '%s describes its impact and a runbook, and notifies somebody',
    (_, alarm) => {
      const runbook = runbookOf(alarm['AlarmDescription']);
      expect(existsSync(join(root, runbook ?? ''))).toBe(true);
      expect(runbook).toBeDefined();
      expect(alarm['AlarmDescription'].split('.')[0].length).toBeGreaterThan(20);
      expect(alarm['AlarmActions']).toHaveLength(1);
    },
  );

  test('may publish to the topic, and use its key', () => {
    const topic = onlyResource('AWS::SNS::Topic');
    for (const { properties } of alarms) expect(properties['AlarmActions'].map(referencedId)).toEqual([topic.id]);
    const allow = { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } };
    expect(onlyResource('AWS::SNS::TopicPolicy').properties['PolicyDocument'].Statement).toContainEqual(
      expect.objectContaining({ ...allow, Action: 'sns:Publish' }),
    );
    const key = onlyResource('AWS::KMS::Key', ({ id }) => id === referencedId(topic.properties['KmsMasterKeyId']));
    expect(key.properties['KeyPolicy'].Statement).toContainEqual(
      expect.objectContaining({ ...allow, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
    );
  });

  test('every runbook has an alarm', () => {
    const named = new Set(alarms.map(({ properties }) => runbookOf(properties['AlarmDescription'])));
    const files = readdirSync(join(root, 'docs/runbooks')).filter((file) => file !== 'README.md');
    expect(files.filter((file) => !named.has(`docs/runbooks/${file}`))).toEqual([]);
  });

  test('each dead-letter queue has an alarm', () => {
    const watched = new Set(
      alarms.flatMap(({ properties }) =>
        [
          properties,
          ...list<Properties>(properties['Metrics']).map(({ MetricStat }) => MetricStat?.Metric ?? {}),
        ].flatMap(({ Dimensions }) => list<Properties>(Dimensions).map(({ Value }) => referencedId(Value))),
      ),
    );
    const deadLetterQueues = resources('AWS::SQS::Queue').filter(
      ({ properties }) => properties['RedrivePolicy'] === undefined,
    );
    expect(deadLetterQueues.length).toBe(area.services.length + 2);
    // What a test service cannot take keeps nobody waiting.
    const ofTests = area.services.filter(({ test }) => test).map(({ id }) => `${area.id}-hand-off-${id}-dead`);
    const unwatched = deadLetterQueues.filter(({ id }) => !watched.has(id));
    expect(unwatched.map(({ properties }) => properties['QueueName']).sort()).toEqual(ofTests.sort());
  });

  test.each([
    ['dispatch', 'Errors'],
    ['dispatch', 'IteratorAge'],
    ['sweep', 'Errors'],
    ['sweep', 'Invocations'],
    ['deadlines', 'Errors'],
    ['deadlines', 'Invocations'],
    ['erase', 'Errors'],
    ['erase', 'Invocations'],
    ['recount', 'Errors'],
  ])('%s is watched for %s', (name, metric) => {
    const { id } = functionNamed(name);
    const found = alarms.filter(
      ({ properties }) => properties['MetricName'] === metric && referencedId(properties['Dimensions'][0].Value) === id,
    );
    expect(found).toHaveLength(1);
  });
});

describe('an alarm on the API', () => {
  const alarms = resources('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
  const httpFunctions = ['intake', 'referrer', 'hand-offs', 'triage', 'volumes', 'web'];

  test.each(httpFunctions)('goes off when %s fails once: the next request may be hours away', (name) => {
    const { id } = functionNamed(name);
    const watching = alarms.filter(
      ({ MetricName, Dimensions }) => MetricName === 'Errors' && referencedId(Dimensions[0].Value) === id,
    );
    expect(watching).toMatchObject([{ Threshold: 1, Statistic: 'Sum' }]);
  });

  test('goes off at the first answer of 5xx', () => {
    expect(alarms.filter(({ MetricName }) => MetricName === '5xx')).toMatchObject([{ Threshold: 1, Statistic: 'Sum' }]);
  });

  test('goes off when half of an hour’s requests are refused, if they are enough to say so', () => {
    const refusals = alarms.filter(({ Metrics }) => JSON.stringify(Metrics ?? []).includes('"4xx"'));
    expect(refusals).toMatchObject([{ Threshold: 50 }]);
    expect(JSON.stringify(refusals)).toContain('IF(requests >= 20, 100 * refusals / requests, 0)');
  });

  test('goes off for each sender that the register says is watched for silence, by its name', () => {
    const watched = area.parties.filter(({ alarmWhenSilentFor }) => alarmWhenSilentFor);
    expect(watched.length).toBeGreaterThan(0);
    const filters = resources('AWS::Logs::MetricFilter').map(({ properties }) => properties);
    for (const { id, name } of watched) {
      const filter = filters.find(({ FilterPattern }) => FilterPattern.includes(`$.party = "${id}"`));
      expect(filter?.['FilterPattern']).toContain('$.event = "sender-silent"');
      const MetricName = filter?.['MetricTransformations'][0].MetricName;
      const alarm = alarms.find((one) => JSON.stringify(one['MetricName']) === JSON.stringify(MetricName));
      expect(alarm?.['AlarmDescription']).toContain(name);
    }
  });
});

describe('an alarm on a scheduled job', () => {
  const alarms = resources('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
  const perMinute: Record<string, number> = { sweep: 1, deadlines: 5, erase: 60 };

  test.each(Object.keys(perMinute))('goes off for %s even if every run hangs until its timeout', (name) => {
    const { id, properties } = functionNamed(name);
    const alarm = alarms.find(
      ({ MetricName, Dimensions }) => MetricName === 'Errors' && referencedId(Dimensions[0].Value) === id,
    );
    // One at a time: while a run hangs, later events wait or are dropped.
    const apart = Math.max(Number(properties['Timeout']), (perMinute[name] ?? 0) * 60);
    expect(Math.floor(alarm?.['Period'] / apart)).toBeGreaterThanOrEqual(alarm?.['Threshold']);
  });

  test.each(Object.keys(perMinute))('goes off when nothing starts %s, and not between two scheduled runs', (name) => {
    const { id } = functionNamed(name);
    const alarm = alarms.find(
      ({ MetricName, Dimensions }) => MetricName === 'Invocations' && referencedId(Dimensions[0].Value) === id,
    );
    expect(alarm).toMatchObject({ ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' });
    expect(alarm?.['Period'] * alarm?.['EvaluationPeriods']).toBeGreaterThanOrEqual((perMinute[name] ?? 0) * 120);
  });
});

describe('outputs', () => {
  const outputs = template.Outputs ?? {};

  test('have what clients and operators need', () => {
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining([
        'ApiUrl',
        'TokenUrl',
        'UserPoolId',
        'Issuer',
        'ParkedQueueUrl',
        'ReferralsTable',
        'WorkTable',
        'CountersTable',
      ]),
    );
  });

  test.each(area.services.map(({ id }) => id))('have the queue and dead-letter queue of %s', (service) => {
    const described = (text: string) => Object.values(outputs).find(({ Description }) => Description === text);
    const queue = onlyResource(
      'AWS::SQS::Queue',
      ({ properties }) => properties['QueueName'] === `${area.id}-hand-off-${service}`,
    );
    expect(referencedId(described(`Queue of ${service}`)?.Value)).toBe(queue.id);
    expect(referencedId(described(`Dead letters of ${service}`)?.Value)).toBe(
      referencedId(queue.properties['RedrivePolicy'].deadLetterTargetArn),
    );
  });

  test('have no secret', () => {
    expect(JSON.stringify(outputs)).not.toMatch(/ClientSecret|SecretString|\{\{resolve:/);
  });
});
