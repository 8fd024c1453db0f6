/** Reads what each function's role allows, and the stores that permission checks need. */
import * as z from 'zod';
import { type Statement, statementsOf } from '#local/permissions/statement.ts';
import type { GuardedStores, GuardedTable, LocalRole, LocalSecret, LocalTable } from './model.ts';
import { readAll } from './properties.ts';
import type { Reading } from './read.ts';
import { resourcesOf } from './template.ts';

/** This managed policy only allows writing logs, for which there is no emulator. */
const logsOnly = /:iam::aws:policy\/service-role\/AWSLambdaBasicExecutionRole$/;

const document = z.unknown();
const role = z.object({
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: document })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.string().optional(),
});

/**
 * The role that a function's property Role refers to.
 * @throws Error if it is not in this template or has anything unsupported, because checks would then differ from AWS
 */
export function readRoles(reading: Reading): (functionId: string) => LocalRole {
  const lambda = z.object({ Role: z.string() });
  const roleArns = new Map(
    readAll(reading, 'AWS::Lambda::Function', lambda).map(({ id, properties }) => [id, properties.Role]),
  );
  const ids = new Map(
    resourcesOf(reading.template, 'AWS::IAM::Role').map(([id]) => [reading.physical(id).attributes['Arn'], id]),
  );
  const attached = attachedTo(reading);
  return (functionId) => {
    const id = ids.get(roleArns.get(functionId));
    if (id === undefined)
      throw new Error(`The role of ${functionId} is not in this template, so its permissions are unknown.`);
    return { name: reading.physical(id).ref, statements: [...ownOf(reading, id), ...attached(id)] };
  };
}

function ownOf(reading: Reading, roleId: string): Statement[] {
  const resource = reading.template.Resources[roleId];
  const where = `${roleId} (AWS::IAM::Role)`;
  const { Policies, ManagedPolicyArns, PermissionsBoundary } = role.parse(
    reading.resolve(pick(resource?.Properties ?? {}, Object.keys(role.shape)), where),
  );
  const ready = ManagedPolicyArns.filter((arn) => !logsOnly.test(arn));
  const unread = PermissionsBoundary === undefined ? ready : [...ready, PermissionsBoundary];
  if (unread.length > 0) {
    throw new Error(`${where} has ${unread.join(' and ')}, which the local run cannot read.`);
  }
  return Policies.flatMap(({ PolicyName, PolicyDocument }) => statementsOf(PolicyDocument, `${where}, ${PolicyName},`));
}

/** Statements of AWS::IAM::Policy by role id. @throws Error if a policy is attached in any other way */
function attachedTo(reading: Reading): (roleId: string) => Statement[] {
  const names = new Map(resourcesOf(reading.template, 'AWS::IAM::Role').map(([id]) => [reading.physical(id).ref, id]));
  const held = resourcesOf(reading.template, 'AWS::IAM::Policy').map(([id, { Properties = {} }]) => {
    const where = `${id} (AWS::IAM::Policy)`;
    const roles = z.array(z.string()).parse(reading.resolve(Properties['Roles'] ?? [], where));
    return { where, roles: roles.map((name) => names.get(name)), document: Properties['PolicyDocument'] };
  });
  const others = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'].flatMap((type) =>
    resourcesOf(reading.template, type),
  );
  return (roleId) => {
    const unread = others.find(([, { Properties = {} }]) => JSON.stringify(Properties).includes(`"${roleId}"`));
    if (unread)
      throw new Error(`${unread[0]} (${unread[1].Type}) refers to ${roleId}; the local run does not support its type.`);
    // Only functions' policies are resolved: others may refer to resources that do not exist locally.
    return held
      .filter(({ roles }) => roles.includes(roleId))
      .flatMap(({ where, document: given }) => statementsOf(reading.resolve(given, where), where));
  };
}

const encryptedTable = z.object({ SSESpecification: z.object({ KMSMasterKeyId: z.string().optional() }).optional() });
const encryptedQueue = z.object({ KmsMasterKeyId: z.string().optional() });
const encryptedSecret = z.object({ KmsKeyId: z.string().optional() });

export function readStores(reading: Reading, tables: LocalTable[], secrets: LocalSecret[]): GuardedStores {
  const { region, account } = reading.places;
  const arnOf = (id: string) => reading.physical(id).attributes['Arn'] ?? '';
  const guarded = readAll(reading, 'AWS::DynamoDB::Table', encryptedTable).flatMap(
    ({ id, properties }): GuardedTable[] => {
      const table = tables.find(({ logicalId }) => logicalId === id);
      if (!table) return [];
      const indexes = table.indexes.map(({ IndexName, KeySchema }) => [IndexName, partitionOf(KeySchema)] as const);
      return [
        {
          name: table.name,
          arn: arnOf(id),
          partition: partitionOf(table.keys),
          indexes: Object.fromEntries(indexes),
          ...customerKey(properties.SSESpecification?.KMSMasterKeyId, id),
        },
      ];
    },
  );
  return {
    region,
    account,
    tables: guarded,
    queues: readAll(reading, 'AWS::SQS::Queue', encryptedQueue).map(({ id, properties }) => ({
      arn: arnOf(id),
      ...customerKey(properties.KmsMasterKeyId, id),
    })),
    secrets: readAll(reading, 'AWS::SecretsManager::Secret', encryptedSecret).map(({ id, properties }) => {
      const arn = reading.physical(id).ref;
      const name = secrets.find((secret) => secret.arn === arn)?.name ?? id;
      return { arn, name, ...customerKey(properties.KmsKeyId, id) };
    }),
  };
}

const partitionOf = (keys: LocalTable['keys']): string =>
  keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';

/** The ARN of a customer-managed key; empty for an AWS-managed one, which requires no permission of the caller. */
function customerKey(key: string | undefined, id: string): { key?: string } {
  if (key === undefined || key.startsWith('alias/aws/')) return {};
  if (!key.startsWith('arn:aws:kms:'))
    throw new Error(`The key of ${id}, ${key}, is not an ARN: refer to it by its ARN.`);
  return { key };
}

const pick = (from: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (name in from ? [[name, from[name]]] : [])));
