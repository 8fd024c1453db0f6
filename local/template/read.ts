/** Reads the template into what the local run serves. Each reader handles one kind of resource. */
import type { Kept } from '#local/data-folder/kept.ts';
import type { LocalModel } from './model.ts';
import { type Places, physicalNames } from './physical.ts';
import { readDoor } from './read-door.ts';
import { readMappings, readSchedules } from './read-events.ts';
import { readClients, readFunctions, readSecrets } from './read-functions.ts';
import { readStores } from './read-permissions.ts';
import { readQueues, readTables } from './read-stores.ts';
import { createResolver, type Physical, type Resolve, UnresolvedError } from './resolve.ts';
import type { Template } from './template.ts';

/** What every reader needs. */
export interface Reading {
  template: Template;
  places: Places;
  kept: Kept;
  /** The local folder that replaces /var/task. */
  taskFolder: string;
  physical: (logicalId: string) => Physical;
  resolve: Resolve;
}

const served = new Set([
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
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
]);

/** Resolves and reads the whole template. @throws UnresolvedError or Error that names the resource at fault */
export function readTemplate(sources: Omit<Reading, 'physical' | 'resolve'>): LocalModel {
  const { template, places } = sources;
  const names = physicalNames(template, places);
  const resolve = createResolver({ template, physical: names, pseudo: pseudoParameters(places) });
  const reading: Reading = {
    ...sources,
    resolve,
    physical: (id) => {
      const found = names(id);
      if (!found) throw new UnresolvedError(`${id} is not served by the local run.`);
      return found;
    },
  };
  const queues = readQueues(reading);
  const functions = readFunctions(reading);
  const tables = readTables(reading);
  const secrets = readSecrets(reading);
  return {
    tables,
    queues,
    functions,
    ...readMappings(reading, queues),
    schedules: readSchedules(reading),
    routes: readDoor(reading),
    clients: readClients(reading),
    secrets,
    stores: readStores(reading, tables, secrets),
    notServed: countTypes(template),
  };
}

const pseudoParameters = ({ region, account }: Places): Record<string, string> => ({
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'local',
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/local/local`,
});

function countTypes(template: Template): LocalModel['notServed'] {
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(template.Resources)) {
    if (!served.has(Type)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => a.type.localeCompare(b.type));
}
