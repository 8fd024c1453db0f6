/** Reads what each function's role allows, and the stores that permission checks need. */
import * as z from 'zod';
import { parseStatements, type Statement } from '#local/permissions/statement.ts';
import type { GuardedStores, GuardedTable, LocalRole, LocalSecret, LocalTable } from './model.ts';
import { readResources } from './properties.ts';
import type { ReadContext } from './read-context.ts';
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
export function readRoles(context: ReadContext): (functionId: string) => LocalRole {
  const lambda = z.object({ Role: z.string() });
  const roleArns = new Map(
    readResources(context, 'AWS::Lambda::Function', lambda).map(({ id, properties }) => [id, properties.Role]),
  );
  const ids = new Map(
    resourcesOf(context.template, 'AWS::IAM::Role').map(([id]) => [context.physical(id).attributes['Arn'], id]),
  );
  const attachedTo = attachedStatements(context);
  return (functionId) => {
    const id = ids.get(roleArns.get(functionId));
    if (id === undefined)
      throw new Error(`The role of ${functionId} is not in this template, so its permissions are unknown.`);
    return { name: context.physical(id).ref, statements: [...inlineStatements(context, id), ...attachedTo(id)] };
  };
}

function inlineStatements(context: ReadContext, roleId: string): Statement[] {
  const resource = context.template.Resources[roleId];
  const where = `${roleId} (AWS::IAM::Role)`;
  const { Policies, ManagedPolicyArns, PermissionsBoundary } = role.parse(
    context.resolve(pick(resource?.Properties ?? {}, Object.keys(role.shape)), where),
  );
  const managedPolicies = ManagedPolicyArns.filter((arn) => !logsOnly.test(arn));
  const unsupported = PermissionsBoundary === undefined ? managedPolicies : [...managedPolicies, PermissionsBoundary];
  if (unsupported.length > 0) {
    throw new Error(`${where} has ${unsupported.join(' and ')}, which the local run cannot read.`);
  }
  return Policies.flatMap(({ PolicyName, PolicyDocument }) =>
    parseStatements(PolicyDocument, `${where}, ${PolicyName},`),
  );
}

/** Statements of AWS::IAM::Policy by role id. @throws Error if a policy is attached in any other way */
function attachedStatements(context: ReadContext): (roleId: string) => Statement[] {
  const names = new Map(resourcesOf(context.template, 'AWS::IAM::Role').map(([id]) => [context.physical(id).ref, id]));
  const policies = resourcesOf(context.template, 'AWS::IAM::Policy').map(([id, { Properties = {} }]) => {
    const where = `${id} (AWS::IAM::Policy)`;
    const roles = z.array(z.string()).parse(context.resolve(Properties['Roles'] ?? [], where));
    return { where, roles: roles.map((name) => names.get(name)), document: Properties['PolicyDocument'] };
  });
  const otherPolicies = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'].flatMap((type) =>
    resourcesOf(context.template, type),
  );
  return (roleId) => {
    const unsupportedPolicy = otherPolicies.find(([, { Properties = {} }]) =>
      JSON.stringify(Properties).includes(`"${roleId}"`),
    );
    if (unsupportedPolicy)
      throw new Error(
        `${unsupportedPolicy[0]} (${unsupportedPolicy[1].Type}) refers to ${roleId}; the local run does not support its type.`,
      );
    // Only functions' policies are resolved: others may refer to resources that do not exist locally.
    return policies
      .filter(({ roles }) => roles.includes(roleId))
      .flatMap(({ where, document: policyDocument }) => parseStatements(context.resolve(policyDocument, where), where));
  };
}

const encryptedTable = z.object({ SSESpecification: z.object({ KMSMasterKeyId: z.string().optional() }).optional() });
const encryptedQueue = z.object({ KmsMasterKeyId: z.string().optional() });
const encryptedSecret = z.object({ KmsKeyId: z.string().optional() });

export function readStores(context: ReadContext, tables: LocalTable[], secrets: LocalSecret[]): GuardedStores {
  const { region, account } = context.addresses;
  const arnOf = (id: string) => context.physical(id).attributes['Arn'] ?? '';
  const guardedTables = readResources(context, 'AWS::DynamoDB::Table', encryptedTable).flatMap(
    ({ id, properties }): GuardedTable[] => {
      const table = tables.find(({ logicalId }) => logicalId === id);
      if (!table) return [];
      const indexes = table.indexes.map(({ IndexName, KeySchema }) => [IndexName, partitionKeyOf(KeySchema)] as const);
      return [
        {
          name: table.name,
          arn: arnOf(id),
          partitionKey: partitionKeyOf(table.keys),
          indexes: Object.fromEntries(indexes),
          ...customerKey(properties.SSESpecification?.KMSMasterKeyId, id),
        },
      ];
    },
  );
  return {
    region,
    account,
    tables: guardedTables,
    queues: readResources(context, 'AWS::SQS::Queue', encryptedQueue).map(({ id, properties }) => ({
      arn: arnOf(id),
      ...customerKey(properties.KmsMasterKeyId, id),
    })),
    secrets: readResources(context, 'AWS::SecretsManager::Secret', encryptedSecret).map(({ id, properties }) => {
      const arn = context.physical(id).ref;
      const name = secrets.find((secret) => secret.arn === arn)?.name ?? id;
      return { arn, name, ...customerKey(properties.KmsKeyId, id) };
    }),
  };
}

const partitionKeyOf = (keys: LocalTable['keys']): string =>
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
