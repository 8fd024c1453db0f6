import { describe, expect, test } from 'vitest';
import { listAreas, loadArea } from '#areas/load.ts';
import { readDeployment } from '#lib/deployment.ts';
import { synthTemplateOf, type Template } from '#lib/synth.ts';
import { type Route, routes } from '#src/contracts/routes.ts';
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
  statementsOf,
} from './support/template.ts';

const certificateArn = 'arn:aws:acm:eu-west-2:123456789012:certificate/example';
const canaryCertificate = 'arn:aws:secretsmanager:eu-west-2:123456789012:secret:canary-certificate-AbCdEf';
const trustStore = { bucket: 'example-trust', key: 'forces.pem', version: '1' };
const domain = { name: 'referrals.example.org', certificateArn };
const pages = { name: 'pages.example.org', certificateArn };

const deployed = (settings: object, of = area, stage: Stage = 'production'): Template =>
  synthTemplateOf(of, readDeployment({ [of.id]: settings }, of.id, stage), { stage });
const variablesOf = (name: string, from: Template): Properties =>
  functionNamed(name, from).properties['Environment'].Variables;
const domainNamed = (name: string, from: Template): Properties =>
  onlyResource('AWS::ApiGatewayV2::DomainName', ({ properties }) => properties['DomainName'] === name, from).properties;
const hasCanaryTick = (from: Template): boolean => {
  const { id } = functionNamed('canary', from);
  const targets = resources('AWS::Events::Rule', from).flatMap(({ properties }) => list(properties['Targets']));
  return targets.some((target) => referencedId((target as Properties)['Arn']) === id);
};
const alarmsNamed = (name: string, from: Template): Properties[] =>
  resources('AWS::CloudWatch::Alarm', from)
    .filter(({ id }) => id.startsWith(`Watch${name}`))
    .map(({ properties }) => properties);

describe('one domain with mutual TLS', () => {
  const template = deployed({ domain: { ...domain, trustStore } });

  test('asks each client for a certificate', () => {
    const { properties } = onlyResource('AWS::ApiGatewayV2::DomainName', undefined, template);
    expect(properties).toMatchObject({
      DomainName: 'referrals.example.org',
      MutualTlsAuthentication: { TruststoreUri: 's3://example-trust/forces.pem', TruststoreVersion: '1' },
    });
    expect(template.Outputs?.['ClientCertificate']?.Value).toBe('required');
  });

  test('is asked of each call by the functions too, so that no other domain leads around it', () => {
    const asking = ['intake', 'referrer', 'hand-offs', 'triage', 'volumes'];
    for (const name of asking) {
      expect(variablesOf(name, template)['CLIENT_CERTIFICATE']).toBe('required');
      expect(variablesOf(name, deployed({ domain }))).not.toHaveProperty('CLIENT_CERTIFICATE');
    }
    expect(variablesOf('web', template)).not.toHaveProperty('CLIENT_CERTIFICATE');
  });

  test('outputs the target of its DNS record', () => {
    const { id } = onlyResource('AWS::ApiGatewayV2::DomainName', undefined, template);
    expect(template.Outputs?.['DnsTarget']?.Value).toEqual({ 'Fn::GetAtt': [id, 'RegionalDomainName'] });
  });

  test('cannot be bypassed by the API’s own address', () => {
    expect(onlyResource('AWS::ApiGatewayV2::Api', undefined, template).properties['DisableExecuteApiEndpoint']).toBe(
      true,
    );
  });

  test('is in the links in messages and on pages', () => {
    expect(variablesOf('dispatch', template)['PUBLIC_URL']).toBe('https://referrals.example.org');
    expect(variablesOf('web', template)).not.toHaveProperty('PAGES_URL');
  });

  test('keeps the canary out, so none is started and no alarm waits for it', () => {
    expect(hasCanaryTick(template)).toBe(false);
    expect(alarmsNamed('CanaryFails', template)).toEqual([]);
  });
});

test('without a domain the pages are where the API is, and a stack has nothing of another', () => {
  const template = deployed({});
  expect(resources('AWS::ApiGatewayV2::Api', template)).toHaveLength(1);
  expect(Object.keys(template.Outputs ?? {}).filter((name) => /^(Pages|Client)/.test(name))).toEqual([]);
  for (const { properties } of resources('AWS::Lambda::Function', template))
    expect(Object.keys(properties['Environment'].Variables)).not.toContain('PAGES_URL');
});

describe('a domain of the pages beside that of the API', () => {
  const template = deployed({ domain: { ...domain, trustStore: { ...trustStore, canaryCertificate }, pages } });
  const apiNamed = (end: string) =>
    onlyResource('AWS::ApiGatewayV2::Api', ({ properties }) => properties['Name'].endsWith(end), template).id;
  const ofPages = apiNamed('-pages');
  const ofApi = apiNamed(area.id);
  const routesOf = (api: string) =>
    resources('AWS::ApiGatewayV2::Route', template).filter(
      ({ properties }) => referencedId(properties['ApiId']) === api,
    );
  const reaches = (route: Properties): string | undefined => {
    const target = JSON.stringify(route['Target']);
    const integration = resources('AWS::ApiGatewayV2::Integration', template).find(({ id }) =>
      target.includes(`"${id}"`),
    );
    return calledFunctionId(integration?.properties['IntegrationUri'], template);
  };
  const mappedTo = (name: string): string | undefined => {
    const { id } = onlyResource(
      'AWS::ApiGatewayV2::DomainName',
      (it) => it.properties['DomainName'] === name,
      template,
    );
    const mapping = onlyResource(
      'AWS::ApiGatewayV2::ApiMapping',
      ({ properties }) => referencedId(properties['DomainName']) === id,
      template,
    );
    return referencedId(mapping.properties['ApiId']);
  };

  test('leads to the pages and to nothing else, whoever asks', () => {
    expect(mappedTo('pages.example.org')).toBe(ofPages);
    expect(routesOf(ofPages).map(({ properties }) => properties['RouteKey'])).toEqual(['$default']);
    expect(routesOf(ofPages).map(({ properties }) => reaches(properties))).toEqual([functionNamed('web', template).id]);
  });

  test('may call the web function alone, so that no route of its own could lead to another', () => {
    const called = resources('AWS::Lambda::Permission', template)
      .filter(({ properties }) => JSON.stringify(properties['SourceArn'] ?? '').includes(`"${ofPages}"`))
      .map(({ properties }) => calledFunctionId(properties['FunctionName'], template));
    expect(called).toEqual([functionNamed('web', template).id]);
  });

  test('asks browsers for no certificate, and the API’s asks everybody', () => {
    expect(domainNamed('pages.example.org', template)).not.toHaveProperty('MutualTlsAuthentication');
    expect(domainNamed('referrals.example.org', template)).toHaveProperty('MutualTlsAuthentication');
    for (const { properties } of resources('AWS::ApiGatewayV2::Api', template))
      expect(properties['DisableExecuteApiEndpoint']).toBe(true);
  });

  test('leaves the API its calls, and no page', () => {
    expect(mappedTo('referrals.example.org')).toBe(ofApi);
    const calls = Object.values<Route>(routes).map(({ method, path }) => `${method} ${path}`);
    const keys = routesOf(ofApi).map(({ properties }) => properties['RouteKey']);
    // The last answers by a problem document that there is no such call.
    expect(keys.sort()).toEqual([...calls, 'ANY /v1/{proxy+}'].sort());
  });

  test('is throttled and logged as the API is, in the same log', () => {
    const [one, other, ...more] = resources('AWS::ApiGatewayV2::Stage', template).map(({ properties }) => properties);
    expect(more).toEqual([]);
    const { ApiId: _, ...stage } = one ?? {};
    expect(other).toMatchObject(stage);
    expect(stage).toHaveProperty('AccessLogSettings.DestinationArn');
  });

  test('is where people sign in and what e-mails lead to; messages of queues lead to the API', () => {
    for (const name of ['web', 'mail'])
      expect(variablesOf(name, template)).toMatchObject({
        PUBLIC_URL: 'https://referrals.example.org',
        PAGES_URL: 'https://pages.example.org',
      });
    expect(variablesOf('dispatch', template)['PUBLIC_URL']).toBe('https://referrals.example.org');
    const web = onlyResource(
      'AWS::Cognito::UserPoolClient',
      ({ properties }) => properties['ClientName'] === 'web',
      template,
    ).properties;
    expect(web['CallbackURLs']).toEqual(['https://pages.example.org/sign-in/callback']);
    expect(web['LogoutURLs']).toEqual(['https://pages.example.org/signed-out']);
  });

  test('has its address and its DNS target among the outputs', () => {
    const { id } = onlyResource(
      'AWS::ApiGatewayV2::DomainName',
      ({ properties }) => properties['DomainName'] === 'pages.example.org',
      template,
    );
    expect(template.Outputs).toMatchObject({
      ApiUrl: { Value: 'https://referrals.example.org' },
      PagesUrl: { Value: 'https://pages.example.org' },
      PagesDnsTarget: { Value: { 'Fn::GetAtt': [id, 'RegionalDomainName'] } },
    });
  });

  test('has an alarm of its own at the first answer of 5xx, which also takes a new version back', () => {
    const watching = alarmsNamed('PagesErrors', template);
    expect(watching).toMatchObject([{ MetricName: '5xx', Threshold: 1 }]);
    expect(referencedId(watching[0]?.['Dimensions'][0].Value)).toBe(ofPages);
    expect(referencedId(alarmsNamed('ApiErrors', template)[0]?.['Dimensions'][0].Value)).toBe(ofApi);
    for (const { properties } of resources('AWS::CodeDeploy::DeploymentGroup', template))
      expect(JSON.stringify(properties['AlarmConfiguration'])).toContain('WatchPagesErrors');
    const { properties } = onlyResource('AWS::CloudWatch::Dashboard', undefined, template);
    expect(JSON.stringify(properties)).toContain('Pages asked for, refused and failed');
  });

  test('lets the canary go on, with its certificate from the one secret that is named', () => {
    expect(hasCanaryTick(template)).toBe(true);
    expect(alarmsNamed('CanaryFails', template)).toHaveLength(1);
    expect(variablesOf('canary', template)['CANARY_CERTIFICATE_ID']).toBe(canaryCertificate);
    const reads = statementsOf(functionNamed('canary', template), template).filter(
      ({ Resource }) => Resource === canaryCertificate || list(Resource).includes(canaryCertificate),
    );
    expect(reads).toMatchObject([{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue' }]);
    for (const name of ['web', 'intake'])
      expect(JSON.stringify(statementsOf(functionNamed(name, template), template))).not.toContain(canaryCertificate);
  });
});

test.each(listAreas())('%s has both domains in the stage that says so, and in no other', (id) => {
  const settings = { stages: { test: { domain: { ...domain, pages } } } };
  const template = deployed(settings, loadArea(id), 'test');
  expect(template.Outputs?.['PagesUrl']?.Value).toBe('https://pages.example.org');
  expect(readDeployment({ [id]: settings }, id).domain).toBe(undefined);
});

test.each<[string, object, string[]]>([
  ['an address in place of a name', { ...domain, name: 'https://referrals.example.org' }, ['domain.name']],
  ['a domain of the pages that is the API’s', { ...domain, pages: domain }, ['domain.pages.name']],
  [
    'pages without a certificate of theirs',
    { ...domain, pages: { name: 'pages.example.org' } },
    ['domain.pages.certificateArn'],
  ],
  ['a trust store of the pages', { ...domain, pages: { ...pages, trustStore } }, ['"trustStore"', 'domain.pages']],
  [
    'a certificate in place of its secret',
    { ...domain, trustStore: { ...trustStore, canaryCertificate: '-----BEGIN CERTIFICATE-----' } },
    ['domain.trustStore.canaryCertificate'],
  ],
  [
    'several faults, all named at once',
    {
      name: 'Referrals',
      certificateArn: 'none',
      trustStore: { bucket: 'b' },
      pages: { name: 'Referrals', certificateArn: 1 },
    },
    [
      'domain.name',
      'domain.certificateArn',
      'domain.trustStore.key',
      'domain.pages.name',
      'domain.pages.certificateArn',
    ],
  ],
])('%s is refused before anything is made', (_, faulty, places) => {
  const read = () => readDeployment({ [area.id]: { domain: faulty } }, area.id);
  expect(read).toThrow(`deployments.${area.id} is not well formed`);
  for (const place of places) expect(read).toThrow(place);
});
