import { describe, expect, test } from 'vitest';
import { readDeployment } from '#lib/deployment.ts';
import { synthTemplateOf } from '#lib/synth.ts';
import { keyPolicy, queuePolicy } from '#src/contracts/consumer-access.ts';
import type { Area } from '#src/domain/area.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import {
  area,
  functionNamed,
  onlyResource,
  type Properties,
  referencedId,
  resolveText,
  resources,
  statementsOf,
} from './support/template.ts';

const deployed = (settings: object, of: Area = area) =>
  synthTemplateOf(of, readDeployment({ [of.id]: settings }, of.id));

describe('another issuer', () => {
  const signIn = {
    issuer: 'https://login.example.org',
    tokenUrl: 'https://login.example.org/token',
    audience: ['referrals'],
    webClientId: 'pages',
  };
  const template = deployed({ signIn });

  test('issues the tokens, and no user pool is created', () => {
    const { properties } = onlyResource('AWS::ApiGatewayV2::Authorizer', undefined, template);
    expect(properties['JwtConfiguration']).toEqual({ Audience: ['referrals'], Issuer: 'https://login.example.org' });
    expect(Object.values(template.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito'))).toEqual([]);
    expect(template.Outputs).not.toHaveProperty('UserPoolId');
  });

  test('says in the API’s document where a system gets its token', () => {
    const { TOKEN_URL } = functionNamed('web', template).properties['Environment'].Variables;
    expect(TOKEN_URL).toBe('https://login.example.org/token');
    expect(template.Outputs?.['TokenUrl']?.Value).toBe(TOKEN_URL);
  });

  test.each([
    [undefined, undefined],
    [false, undefined],
    [true, 'required'],
  ])('which says of requiring a second factor: %s', (requiresSecondFactor, told) => {
    const made =
      requiresSecondFactor === undefined ? template : deployed({ signIn: { ...signIn, requiresSecondFactor } });
    const { Variables } = functionNamed('web', made).properties['Environment'];
    expect(Variables.OIDC_SECOND_FACTOR).toBe(told);
    expect(Variables).not.toHaveProperty('AUTHORITY_SIGN_IN');
  });

  test('puts the party into its tokens, so functions need no client ids', () => {
    expect(functionNamed('intake', template).properties['Environment'].Variables.CLIENT_PARTIES).toBe('{}');
  });
});

describe('a service that reads its queue with its own role', () => {
  const service = area.services[0]?.id ?? '';
  const consumer = 'arn:aws:iam::210987654321:role/consumer';
  const template = deployed({ consumers: { [service]: consumer } });
  const mentions = (found: { properties: object }) => JSON.stringify(found.properties).includes(consumer);

  test('may work its own queue and its own dead letters, and no others', () => {
    const policies = resources('AWS::SQS::QueuePolicy', template).filter(mentions);
    const queueIds = [`${area.id}-hand-off-${service}`, `${area.id}-hand-off-${service}-dead`].map(
      (name) => onlyResource('AWS::SQS::Queue', (it) => it.properties['QueueName'] === name, template).id,
    );
    const named = policies.flatMap(({ properties }) => properties['Queues'].map(referencedId));
    expect(named.sort()).toEqual(queueIds.sort());
    const statements: Properties[] = policies.flatMap(({ properties }) => properties['PolicyDocument'].Statement);
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(2);
    for (const allow of allowed) {
      expect(allow).toMatchObject({ Principal: { AWS: consumer } });
      expect(allow['Action']).toEqual([
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
        'sqs:SendMessage',
      ]);
    }
  });

  test('may do what the guide for services says, and no more', () => {
    const shown = { region: area.region, role: consumer, queue: '', deadLetterQueue: '', key: '' };
    const { Resource: _, ...ofQueue } = queuePolicy(shown).Statement[0] as Properties;
    const statementsOf = (found: { properties: Properties }[], name: string): Properties[] =>
      found.flatMap(({ properties }) => properties[name].Statement);
    const ofConsumer = (statement: Properties): boolean => JSON.stringify(statement).includes(consumer);
    const queuePolicies = statementsOf(resources('AWS::SQS::QueuePolicy', template).filter(mentions), 'PolicyDocument');
    for (const statement of queuePolicies.filter(ofConsumer)) {
      const { Resource: __, ...made } = statement;
      expect(made).toEqual(ofQueue);
    }
    const keyPolicies = statementsOf(resources('AWS::KMS::Key', template).filter(mentions), 'KeyPolicy');
    expect(keyPolicies.filter(ofConsumer)).toEqual(keyPolicy(shown).Statement);
  });

  test('may decrypt messages, but not records', () => {
    const keys = resources('AWS::KMS::Key', template).filter(mentions);
    expect(keys.map(({ properties }) => properties['Description'])).toEqual([
      expect.stringContaining('Hand-off queues'),
    ]);
  });

  test('must be in the catalogue', () => {
    expect(() => deployed({ consumers: { nobody: consumer } })).toThrow('nobody, which is not in the catalogue');
  });
});

test.each([
  ['anybody at all as a consumer', { consumers: { a: '*' } }],
  ['an unknown setting', { domian: {} }],
  [
    'an issuer that is no URL',
    { signIn: { issuer: 'login', tokenUrl: 'https://login.example.org/token', audience: ['a'], webClientId: 'w' } },
  ],
  [
    'an issuer for nobody',
    {
      signIn: {
        issuer: 'https://login.example.org',
        tokenUrl: 'https://login.example.org/token',
        audience: [],
        webClientId: 'w',
      },
    },
  ],
])('%s is refused before anything is made, by name of the area', (_, settings) => {
  expect(() => readDeployment({ [area.id]: settings }, area.id)).toThrow(`deployments.${area.id} is not well formed`);
});

test.each(['arn:aws:iam::123456789012:role/*', 'arn:aws:iam::123456789012:role/break-glas?'])(
  'a break-glass role that would be many roles is refused: %s',
  (breakGlassRole) => {
    expect(() => readDeployment({ [area.id]: { breakGlassRole } }, area.id)).toThrow(
      /must be the ARN of one role, without \* or \?[\s\S]*breakGlassRole/,
    );
  },
);

test('an area needs no settings, and is deployed to the region in its file', () => {
  expect(readDeployment(undefined, area.id)).toEqual({ consumers: {} });
  const elsewhere = deployed({}, { ...area, region: 'eu-west-1' });
  const statements = resources('AWS::KMS::Key', elsewhere).flatMap(
    ({ properties }) => properties['KeyPolicy'].Statement,
  );
  expect(JSON.stringify(statements)).toContain('"logs.eu-west-1.amazonaws.com"');
});

test('a queue name longer than SQS allows is refused with an explanation', () => {
  const [service] = area.services;
  const long: Area = {
    ...area,
    id: 'an-area-whose-name-is-longer-than-most',
    services: [{ ...(service as (typeof area.services)[0]), id: serviceId('a-service-whose-name-is-long-as-well') }],
  };
  expect(() => deployed({}, long)).toThrow('80 characters');
});

describe('the largest area that fits', () => {
  const [party] = area.parties;
  const [service] = area.services;
  const large: Area = {
    ...area,
    // Each party that is watched for silence takes an alarm and a metric filter more: ten are.
    parties: Array.from({ length: 50 }, (_, at) => {
      const { alarmWhenSilentFor, ...rest } = party as (typeof area.parties)[0];
      const watched = at < 10 && alarmWhenSilentFor ? { alarmWhenSilentFor } : {};
      return { ...rest, ...watched, id: partyId(`party-of-usual-length-${at}`) };
    }),
    services: Array.from({ length: 40 }, (_, at) => ({
      ...(service as (typeof area.services)[0]),
      id: serviceId(`service-of-usual-length-${at}`),
    })),
  };
  const template = deployed({}, large);

  test('stays within CloudFormation’s 500 resources and 200 outputs', () => {
    expect(Object.keys(template.Resources).length).toBeLessThan(500);
    expect(Object.keys(template.Outputs ?? {}).length).toBeLessThan(200);
  });

  test('stays within CloudFormation’s 1 MB of template, as it is written', () => {
    expect(Buffer.byteLength(JSON.stringify(template, undefined, 1))).toBeLessThan(1_000_000);
  });

  test('stays within 4 KB of environment for each function', () => {
    for (const { properties } of resources('AWS::Lambda::Function', template)) {
      const variables: [string, unknown][] = Object.entries(properties['Environment'].Variables);
      const size = variables.reduce((sum, [key, value]) => sum + key.length + resolveText(value, template).length, 0);
      expect(size).toBeLessThan(4096);
    }
  });

  test('stays within IAM’s 10,240 characters for each role', () => {
    for (const lambda of resources('AWS::Lambda::Function', template)) {
      const text = statementsOf(lambda, template).map(({ Action, Resource }) =>
        JSON.stringify([Action, [Resource].flat().map((resource) => resolveText(resource, template))]),
      );
      expect(text.join('').length + 200 * text.length).toBeLessThan(10_240);
    }
  });

  test('has as many parties more as refer on the pages alone', () => {
    const others = Array.from({ length: 100 }, (_, at) => {
      const { alarmWhenSilentFor: _silent, api: _api, ...rest } = party as (typeof area.parties)[0];
      return { ...rest, id: partyId(`party-on-the-pages-${at}`) };
    });
    const made = deployed({}, { ...large, parties: [...large.parties, ...others] });
    expect(resources('AWS::Cognito::UserPoolClient', made)).toHaveLength(52);
  });

  test('is refused with an explanation when it has one more party whose system calls the API', () => {
    const more = {
      ...large,
      parties: [...large.parties, { ...(party as (typeof area.parties)[0]), id: partyId('one-more') }],
    };
    expect(() => deployed({}, more)).toThrow('has 51 active parties with `api: true` and one authorizer takes 50');
  });
});
