/**
 * The values of Ref and Fn::GetAtt for each resource on this machine. They do not depend on
 * other resources, so the order does not matter.
 */
import { createHash } from 'node:crypto';
import type { Physical } from './resolve.ts';
import type { Resource, Template } from './template.ts';

/** Where the emulators and the HTTP API are. */
export interface Places {
  region: string;
  account: string;
  /** Base URL of the HTTP API, without a trailing slash. */
  apiUrl: string;
  sqsUrl: string;
  issuerUrl: string;
  /** Id and secret of a user pool client, which stay the same after a restart. */
  client: (logicalId: string) => { clientId: string; clientSecret: string };
}

type Maker = (id: string, resource: Resource, places: Places) => Physical;

const named =
  (property: string): ((id: string, resource: Resource) => string) =>
  (id, resource) => {
    const given = resource.Properties?.[property];
    return typeof given === 'string' ? given : id;
  };

const tableName = named('TableName');
const queueName = named('QueueName');
const functionName = named('FunctionName');

const arn = (places: Places, service: string, rest: string): string =>
  `arn:aws:${service}:${places.region}:${places.account}:${rest}`;

/** A short, stable id like those of AWS. */
const idOf = (id: string, length: number): string => createHash('sha256').update(id).digest('hex').slice(0, length);

export const userPoolIdOf = (id: string, places: Places): string => `${places.region}_${idOf(id, 9)}`;

const makers: Readonly<Record<string, Maker>> = {
  'AWS::DynamoDB::Table': (id, resource, places) => {
    const name = tableName(id, resource);
    const tableArn = arn(places, 'dynamodb', `table/${name}`);
    return { ref: name, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local` } };
  },
  'AWS::SQS::Queue': (id, resource, places) => {
    const name = queueName(id, resource);
    const url = `${places.sqsUrl}/${places.account}/${name}`;
    return { ref: url, attributes: { Arn: arn(places, 'sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::Lambda::Function': (id, resource, places) => {
    const name = functionName(id, resource);
    return { ref: name, attributes: { Arn: arn(places, 'lambda', `function:${name}`) } };
  },
  'AWS::Events::Rule': (id, _resource, places) => ({
    ref: id,
    attributes: { Arn: arn(places, 'events', `rule/${id}`) },
  }),
  'AWS::ApiGatewayV2::Api': (id, _resource, places) => ({
    ref: idOf(id, 10),
    attributes: { ApiId: idOf(id, 10), ApiEndpoint: places.apiUrl },
  }),
  'AWS::ApiGatewayV2::Stage': (id) => ({ ref: id, attributes: {} }),
  'AWS::ApiGatewayV2::Integration': (id) => ({ ref: id, attributes: { IntegrationId: id } }),
  'AWS::ApiGatewayV2::Authorizer': (id) => ({ ref: id, attributes: { AuthorizerId: id } }),
  'AWS::Cognito::UserPool': (id, _resource, places) => {
    const pool = userPoolIdOf(id, places);
    const provider = `cognito-idp.${places.region}.amazonaws.com/${pool}`;
    return {
      ref: pool,
      attributes: {
        Arn: arn(places, 'cognito-idp', `userpool/${pool}`),
        UserPoolId: pool,
        ProviderName: provider,
        ProviderURL: places.issuerUrl,
      },
    };
  },
  'AWS::Cognito::UserPoolClient': (id, _resource, places) => {
    const { clientId, clientSecret } = places.client(id);
    return { ref: clientId, attributes: { ClientId: clientId, ClientSecret: clientSecret } };
  },
  'AWS::Cognito::UserPoolDomain': (id, resource) => ({ ref: named('Domain')(id, resource), attributes: {} }),
  'AWS::Cognito::UserPoolResourceServer': (id, resource) => ({
    ref: named('Identifier')(id, resource),
    attributes: {},
  }),
  'AWS::SecretsManager::Secret': (id, resource, places) => {
    const secretArn = arn(places, 'secretsmanager', `secret:${named('Name')(id, resource)}-${idOf(id, 6)}`);
    return { ref: secretArn, attributes: { Id: secretArn } };
  },
  'AWS::KMS::Key': (id, _resource, places) => {
    const key = idOf(id, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    return { ref: key, attributes: { Arn: arn(places, 'kms', `key/${key}`), KeyId: key } };
  },
  'AWS::KMS::Alias': (id, resource) => ({ ref: named('AliasName')(id, resource), attributes: {} }),
  'AWS::IAM::Role': (id, _resource, places) => ({
    ref: id,
    attributes: { Arn: `arn:aws:iam::${places.account}:role/${id}`, RoleId: idOf(id, 20) },
  }),
  'AWS::Logs::LogGroup': (id, resource, places) => {
    const name = named('LogGroupName')(id, resource);
    return { ref: name, attributes: { Arn: arn(places, 'logs', `log-group:${name}:*`) } };
  },
  'AWS::SNS::Topic': (id, _resource, places) => {
    const topic = arn(places, 'sns', id);
    return { ref: topic, attributes: { TopicArn: topic, TopicName: id } };
  },
};

export function physicalNames(template: Template, places: Places): (logicalId: string) => Physical | undefined {
  const made = new Map<string, Physical | undefined>();
  return (logicalId) => {
    if (!made.has(logicalId)) {
      const resource = template.Resources[logicalId];
      made.set(logicalId, resource && makers[resource.Type]?.(logicalId, resource, places));
    }
    return made.get(logicalId);
  };
}
