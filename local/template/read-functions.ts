/** Reads functions with their environments, user pool clients, and secrets. */
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { generateSecret } from '#local/emulators/secrets.ts';
import type { LocalClient, LocalFunction, LocalSecret } from './model.ts';
import { type Places, userPoolIdOf } from './physical.ts';
import { boolean, number, readAll } from './properties.ts';
import type { Reading } from './read.ts';
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
export function readFunctions(reading: Reading): LocalFunction[] {
  const rewrite = addressesHere(reading);
  const roleOf = readRoles(reading);
  return readAll(reading, 'AWS::Lambda::Function', lambda).flatMap(({ id, resource, properties }) => {
    const told = metadata.safeParse(resource.Metadata ?? {});
    // A function without that metadata is one of CDK's custom resources.
    if (!told.success) return [];
    const { 'victim-referral-intake:entry': entry, 'victim-referral-intake:function': job } = told.data;
    const { ref, attributes } = reading.physical(id);
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
export function addressesHere({ template, places, taskFolder }: Reading): (value: string) => string {
  const from: [string, string][] = [
    [`https://sqs.${places.region}.amazonaws.com/`, `${places.sqsUrl}/`],
    ['/var/task/', `${taskFolder}/`],
    ...issuersOf(template, places),
  ];
  return (value) => from.reduce((text, [there, here]) => text.replaceAll(there, here), value);
}

/** Pairs of an AWS address (a user pool's issuer or sign-in domain) and its local address. */
export function issuersOf(template: Reading['template'], places: Places): [string, string][] {
  const pools = resourcesOf(template, 'AWS::Cognito::UserPool').map(([id]): [string, string] => [
    `https://cognito-idp.${places.region}.amazonaws.com/${userPoolIdOf(id, places)}`,
    places.issuerUrl,
  ]);
  const domains = resourcesOf(template, 'AWS::Cognito::UserPoolDomain').flatMap(([, resource]): [string, string][] => {
    const domain = resource.Properties?.['Domain'];
    return typeof domain === 'string'
      ? [[`https://${domain}.auth.${places.region}.amazoncognito.com`, places.issuerUrl]]
      : [];
  });
  return [...pools, ...domains];
}

const userPoolClient = z.object({
  ClientName: z.string(),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  AllowedOAuthFlows: z.array(z.string()).default([]),
  CallbackURLs: z.array(z.string()).default([]),
  GenerateSecret: boolean.default(false),
});

/** One client for each party, named by the party's id (lib/constructs/sign-in.ts), and one for the web pages. */
export function readClients(reading: Reading): LocalClient[] {
  return readAll(reading, 'AWS::Cognito::UserPoolClient', userPoolClient).map(({ id, properties }) => {
    const { clientId, clientSecret } = reading.places.client(id);
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
export function readSecrets(reading: Reading): LocalSecret[] {
  return readAll(reading, 'AWS::SecretsManager::Secret', secret).map(({ id, resource, properties }) => {
    const name = resource.Properties?.['Name'];
    return {
      name: typeof name === 'string' ? name : id,
      arn: reading.physical(id).ref,
      value:
        properties.SecretString ??
        reading.kept.get(`secret ${id}`, () => generateSecret(properties.GenerateSecretString)),
    };
  });
}

/** A client's id and secret as Cognito would generate them, saved for the next start. */
export const keptClient =
  (kept: Reading['kept']) =>
  (logicalId: string): { clientId: string; clientSecret: string } => ({
    clientId: kept.get(`client ${logicalId}`, () => randomBytes(13).toString('hex')),
    clientSecret: kept.get(`client secret ${logicalId}`, () => randomBytes(26).toString('hex')),
  });
