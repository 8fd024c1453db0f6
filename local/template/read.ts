import type { LocalModel } from './model.ts';
import { type LocalAddresses, physicalResources } from './physical.ts';
import type { ReadContext } from './read-context.ts';
import { readMappings, readRules } from './read-events.ts';
import { readClients, readFunctions, readSecrets } from './read-functions.ts';
import { readStores } from './read-permissions.ts';
import { readRoutes } from './read-routes.ts';
import { readQueues, readTables } from './read-stores.ts';
import { createResolver, UnresolvedError } from './resolve.ts';
import type { Template } from './template.ts';

const supportedTypes = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Version',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
]);

/** Resolves and reads the whole template. @throws UnresolvedError or Error that names the resource at fault */
export function readTemplate(input: Omit<ReadContext, 'physical' | 'resolve'>): LocalModel {
  const { template, addresses } = input;
  const physicalOf = physicalResources(template, addresses);
  const resolve = createResolver({ template, physical: physicalOf, pseudo: pseudoParameters(addresses) });
  const context: ReadContext = {
    ...input,
    resolve,
    physical: (id) => {
      const resource = physicalOf(id);
      if (!resource) throw new UnresolvedError(`${id} is not served by the local run.`);
      return resource;
    },
  };
  const queues = readQueues(context);
  const functions = readFunctions(context);
  const tables = readTables(context);
  const secrets = readSecrets(context);
  return {
    tables,
    queues,
    functions,
    ...readMappings(context, queues),
    ...readRules(context),
    routes: readRoutes(context),
    clients: readClients(context),
    secrets,
    stores: readStores(context, tables, secrets),
    unsupported: countUnsupported(template),
  };
}

const pseudoParameters = ({ region, account }: LocalAddresses): Record<string, string> => ({
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'local',
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/local/local`,
});

function countUnsupported(template: Template): LocalModel['unsupported'] {
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(template.Resources)) {
    if (!supportedTypes.has(Type)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => a.type.localeCompare(b.type));
}
