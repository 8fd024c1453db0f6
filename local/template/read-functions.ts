/** Reads functions with their environments, user pool clients, and secrets. */
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { generateSecret } from '#local/emulators/secrets.ts';
import type { LocalClient, LocalFunction, LocalSecret } from './model.ts';
import { type LocalAddresses, userPoolDomainOf, userPoolIdOf } from './physical.ts';
import { boolean, number, readResources } from './properties.ts';
import type { ReadContext } from './read-context.ts';
import { readRoles } from './read-permissions.ts';
import { resourcesOf } from './template.ts';

const lambda = z.object({
  Timeout: number.default(3),
  MemorySize: number.default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).optional() }).optional(),
});

const metadata = z.object({
  'victim-referral-intake:entry': z.string(),
  'victim-referral-intake:function': z.string().optional(),
});

/** The product's functions: those whose metadata names their source. */
export function readFunctions(context: ReadContext): LocalFunction[] {
  const rewrite = addressRewriter(context);
  const roleOf = readRoles(context);
  return readResources(context, 'AWS::Lambda::Function', lambda).flatMap(({ id, resource, properties }) => {
    const parsedMetadata = metadata.safeParse(resource.Metadata ?? {});
    // A function without that metadata is one of CDK's custom resources.
    if (!parsedMetadata.success) return [];
    const { 'victim-referral-intake:entry': entry, 'victim-referral-intake:function': job } = parsedMetadata.data;
    const { ref, attributes } = context.physical(id);
    const variables = Object.entries(properties.Environment?.Variables ?? {});
    return {
      logicalId: id,
      name: ref,
      job: job ?? entry.replace(/^functions\/([^/]+)\/.*$/, '$1'),
      arn: attributes['Arn'] ?? '',
      entry,
      environment: Object.fromEntries(variables.map(([name, value]) => [name, rewrite(value)])),
      role: roleOf(id),
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
    };
  });
}

/** Returns a function that replaces AWS's addresses within a value with local ones. */
export function addressRewriter({ template, addresses: places, taskFolder }: ReadContext): (value: string) => string {
  const replacements: [string, string][] = [
    [`https://sqs.${places.region}.amazonaws.com/`, `${places.sqsUrl}/`],
    ['/var/task/', `${taskFolder}/`],
    ...issuersOf(template, places),
  ];
  return (value) =>
    replacements.reduce((text, [awsAddress, localAddress]) => text.replaceAll(awsAddress, localAddress), value);
}

/** Pairs of an AWS address (a user pool's issuer or sign-in domain) and its local address. */
export function issuersOf(template: ReadContext['template'], places: LocalAddresses): [string, string][] {
  const pools = resourcesOf(template, 'AWS::Cognito::UserPool').map(([id]): [string, string] => [
    `https://cognito-idp.${places.region}.amazonaws.com/${userPoolIdOf(id, places)}`,
    places.issuerUrl,
  ]);
  const domains = resourcesOf(template, 'AWS::Cognito::UserPoolDomain').map(([id, resource]): [string, string] => [
    `https://${userPoolDomainOf(id, resource)}.auth.${places.region}.amazoncognito.com`,
    places.issuerUrl,
  ]);
  return [...pools, ...domains];
}

const userPoolClient = z.object({
  ClientName: z.string(),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  AllowedOAuthFlows: z.array(z.string()).default([]),
  CallbackURLs: z.array(z.string()).default([]),
  GenerateSecret: boolean.default(false),
});

/** One client for each party, named by the party's id (lib/constructs/party-clients.ts), and one for the web pages. */
export function readClients(context: ReadContext): LocalClient[] {
  return readResources(context, 'AWS::Cognito::UserPoolClient', userPoolClient).map(({ id, properties }) => {
    const { clientId, clientSecret } = context.addresses.client(id);
    return {
      logicalId: id,
      party: properties.ClientName,
      clientId,
      clientSecret: properties.GenerateSecret ? clientSecret : undefined,
      scopes: properties.AllowedOAuthScopes,
      flows: properties.AllowedOAuthFlows,
      callbackUrls: properties.CallbackURLs,
    };
  });
}

const secret = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({
      PasswordLength: number.optional(),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    })
    .optional(),
});

/** Secrets are generated once and saved in the data folder, as CloudFormation generates them once. */
export function readSecrets(context: ReadContext): LocalSecret[] {
  return readResources(context, 'AWS::SecretsManager::Secret', secret).map(({ id, resource, properties }) => {
    const name = resource.Properties?.['Name'];
    const savedAs = `secret ${id}`;
    return {
      savedAs,
      name: typeof name === 'string' ? name : id,
      arn: context.physical(id).ref,
      value:
        properties.SecretString ??
        context.savedValues.getOrCreate(savedAs, () => generateSecret(properties.GenerateSecretString)),
    };
  });
}

/** A client's id and secret as Cognito would generate them, saved for the next start. */
export const savedClient =
  (savedValues: ReadContext['savedValues']) =>
  (logicalId: string): { clientId: string; clientSecret: string } => ({
    clientId: savedValues.getOrCreate(`client ${logicalId}`, () => randomBytes(13).toString('hex')),
    clientSecret: savedValues.getOrCreate(`client secret ${logicalId}`, () => randomBytes(26).toString('hex')),
  });
