/**
 * The values of Ref and Fn::GetAtt for each resource on this machine. They do not depend on
 * other resources, so the order does not matter.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { PhysicalResource } from './resolve.ts';
import type { Resource, Template } from './template.ts';

/** Where the emulators and the HTTP API are. */
export interface LocalAddresses {
  region: string;
  account: string;
  /** Base URL of the HTTP API, without a trailing slash. */
  apiUrl: string;
  sqsUrl: string;
  issuerUrl: string;
  /** Id and secret of a user pool client, which stay the same after a restart. */
  client: (logicalId: string) => { clientId: string; clientSecret: string };
}

const functionReference = z.object({ Ref: z.string() });

type PhysicalFactory = (id: string, resource: Resource, addresses: LocalAddresses) => PhysicalResource;

const nameFrom =
  (property: string): ((id: string, resource: Resource) => string) =>
  (id, resource) => {
    const value = resource.Properties?.[property];
    return typeof value === 'string' ? value : id;
  };

const tableName = nameFrom('TableName');
const queueName = nameFrom('QueueName');
const functionName = nameFrom('FunctionName');

const arn = (addresses: LocalAddresses, service: string, rest: string): string =>
  `arn:aws:${service}:${addresses.region}:${addresses.account}:${rest}`;

/** Of the function that a version or an alias is of. Functions have no names of their own in the template. */
function functionArnOf({ Properties }: Resource, addresses: LocalAddresses): string {
  const { Ref } = functionReference.parse(Properties?.['FunctionName']);
  return arn(addresses, 'lambda', `function:${Ref}`);
}

/** A short, stable id like those of AWS. */
const shortIdOf = (id: string, length: number): string =>
  createHash('sha256').update(id).digest('hex').slice(0, length);

export const userPoolIdOf = (id: string, addresses: LocalAddresses): string =>
  `${addresses.region}_${shortIdOf(id, 9)}`;

/** Its address begins with it. One that is put together at deployment goes by its logical id. */
export const userPoolDomainOf = nameFrom('Domain');

const factories: Readonly<Record<string, PhysicalFactory>> = {
  'AWS::DynamoDB::Table': (id, resource, addresses) => {
    const name = tableName(id, resource);
    const tableArn = arn(addresses, 'dynamodb', `table/${name}`);
    return { ref: name, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local` } };
  },
  'AWS::SQS::Queue': (id, resource, addresses) => {
    const name = queueName(id, resource);
    const url = `${addresses.sqsUrl}/${addresses.account}/${name}`;
    return { ref: url, attributes: { Arn: arn(addresses, 'sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::Lambda::Function': (id, resource, addresses) => {
    const name = functionName(id, resource);
    return { ref: name, attributes: { Arn: arn(addresses, 'lambda', `function:${name}`) } };
  },
  // Locally there is one version of each function, and its alias is the function.
  'AWS::Lambda::Version': (_id, resource, addresses) => ({
    ref: `${functionArnOf(resource, addresses)}:1`,
    attributes: { Version: '1' },
  }),
  'AWS::Lambda::Alias': (_id, resource, addresses) => {
    const aliasArn = `${functionArnOf(resource, addresses)}:${nameFrom('Name')('', resource)}`;
    return { ref: aliasArn, attributes: { AliasArn: aliasArn } };
  },
  'AWS::Events::Rule': (id, _resource, addresses) => ({
    ref: id,
    attributes: { Arn: arn(addresses, 'events', `rule/${id}`) },
  }),
  'AWS::ApiGatewayV2::Api': (id, _resource, addresses) => ({
    ref: shortIdOf(id, 10),
    attributes: { ApiId: shortIdOf(id, 10), ApiEndpoint: addresses.apiUrl },
  }),
  'AWS::ApiGatewayV2::Stage': (id) => ({ ref: id, attributes: {} }),
  'AWS::ApiGatewayV2::Integration': (id) => ({ ref: id, attributes: { IntegrationId: id } }),
  'AWS::ApiGatewayV2::Authorizer': (id) => ({ ref: id, attributes: { AuthorizerId: id } }),
  'AWS::Cognito::UserPool': (id, _resource, addresses) => {
    const pool = userPoolIdOf(id, addresses);
    const provider = `cognito-idp.${addresses.region}.amazonaws.com/${pool}`;
    return {
      ref: pool,
      attributes: {
        Arn: arn(addresses, 'cognito-idp', `userpool/${pool}`),
        UserPoolId: pool,
        ProviderName: provider,
        ProviderURL: addresses.issuerUrl,
      },
    };
  },
  'AWS::Cognito::UserPoolClient': (id, _resource, addresses) => {
    const { clientId, clientSecret } = addresses.client(id);
    return { ref: clientId, attributes: { ClientId: clientId, ClientSecret: clientSecret } };
  },
  'AWS::Cognito::UserPoolDomain': (id, resource) => ({ ref: userPoolDomainOf(id, resource), attributes: {} }),
  'AWS::Cognito::UserPoolResourceServer': (id, resource) => ({
    ref: nameFrom('Identifier')(id, resource),
    attributes: {},
  }),
  'AWS::SecretsManager::Secret': (id, resource, addresses) => {
    const secretArn = arn(addresses, 'secretsmanager', `secret:${nameFrom('Name')(id, resource)}-${shortIdOf(id, 6)}`);
    return { ref: secretArn, attributes: { Id: secretArn } };
  },
  'AWS::KMS::Key': (id, _resource, addresses) => {
    const key = shortIdOf(id, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    return { ref: key, attributes: { Arn: arn(addresses, 'kms', `key/${key}`), KeyId: key } };
  },
  'AWS::KMS::Alias': (id, resource) => ({ ref: nameFrom('AliasName')(id, resource), attributes: {} }),
  'AWS::IAM::Role': (id, _resource, addresses) => ({
    ref: id,
    attributes: { Arn: `arn:aws:iam::${addresses.account}:role/${id}`, RoleId: shortIdOf(id, 20) },
  }),
  'AWS::Logs::LogGroup': (id, resource, addresses) => {
    const name = nameFrom('LogGroupName')(id, resource);
    return { ref: name, attributes: { Arn: arn(addresses, 'logs', `log-group:${name}:*`) } };
  },
  'AWS::SNS::Topic': (id, _resource, addresses) => {
    const topic = arn(addresses, 'sns', id);
    return { ref: topic, attributes: { TopicArn: topic, TopicName: id } };
  },
};

export function physicalResources(
  template: Template,
  addresses: LocalAddresses,
): (logicalId: string) => PhysicalResource | undefined {
  const resources = new Map<string, PhysicalResource | undefined>();
  return (logicalId) => {
    if (!resources.has(logicalId)) {
      const resource = template.Resources[logicalId];
      resources.set(logicalId, resource && factories[resource.Type]?.(logicalId, resource, addresses));
    }
    return resources.get(logicalId);
  };
}
