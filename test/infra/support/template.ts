/** Reads a template by meaning, so that tests need no logical ids. */
import { loadArea } from '#areas/load.ts';
import { synthTemplate, type Template, type TemplateResource } from '#lib/synth.ts';

export const area = loadArea('greater-manchester');

/** Synthesised once in a worker (vitest.config.ts): the first template of a process takes seconds. */
export const template = synthTemplate(area.id);

// biome-ignore lint/suspicious/noExplicitAny: a template is as deep as CloudFormation, and its readers are tests
export type Properties = Record<string, any>;

export interface FoundResource extends TemplateResource {
  id: string;
  properties: Properties;
}

export const resources = (type: string, from: Template = template): FoundResource[] =>
  Object.entries(from.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ ...resource, id, properties: resource.Properties ?? {} }));

/** The one resource of the type, or the one that fits; an error when there is none or another. */
export function onlyResource(
  type: string,
  fits: (found: FoundResource) => boolean = () => true,
  from: Template = template,
): FoundResource {
  const [found, ...others] = resources(type, from).filter(fits);
  if (found === undefined || others.length > 0)
    throw new Error(`${others.length + (found ? 1 : 0)} of ${type}, not one`);
  return found;
}

/** The logical id that `Ref` or `Fn::GetAtt` points at. */
export function referencedId(value: unknown): string | undefined {
  const pointer = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] } | undefined;
  return pointer?.Ref ?? pointer?.['Fn::GetAtt']?.[0];
}

/** The logical id of the function that is called: the value points at it, or at its alias. */
export function calledFunctionId(value: unknown, from: Template = template): string | undefined {
  const text = JSON.stringify(value ?? '');
  const alias = resources('AWS::Lambda::Alias', from).find(({ id }) => text.includes(`"${id}"`));
  return referencedId(alias ? alias.properties['FunctionName'] : value);
}

/** The deployed functions by the name of their folder. */
export const functionNamed = (name: string, from: Template = template): FoundResource =>
  onlyResource('AWS::Lambda::Function', ({ Metadata }) => Metadata?.['victim-referral-intake:function'] === name, from);

/** Everything that a function's role allows. */
export function statementsOf(lambda: FoundResource, from: Template = template): Properties[] {
  const role = referencedId(lambda.properties['Role']);
  return resources('AWS::IAM::Policy', from)
    .filter(({ properties }) => properties['Roles'].some((held: unknown) => referencedId(held) === role))
    .flatMap(({ properties }) => properties['PolicyDocument'].Statement);
}

export const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** A value with references resolved to strings as long as AWS’s, so that sizes and formats can be checked. */
export function resolveText(value: unknown, from: Template = template): string {
  if (typeof value === 'string') return value;
  const pointer = value as { Ref?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]] };
  if (pointer['Fn::Join']) {
    const [separator, parts] = pointer['Fn::Join'];
    return parts.map((part) => resolveText(part, from)).join(separator);
  }
  if (pointer.Ref?.startsWith('AWS::')) return pseudo[pointer.Ref] ?? pointer.Ref;
  const id = referencedId(value) ?? '';
  const attribute = pointer['Fn::GetAtt']?.[1] ?? 'Ref';
  const type = from.Resources[id]?.Type ?? '';
  const made = values[`${type} ${attribute}`];
  if (made === undefined) throw new Error(`No example for ${attribute} of ${type}`);
  return made(id);
}

const pseudo: Record<string, string> = {
  'AWS::Region': 'eu-west-2',
  'AWS::AccountId': '123456789012',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::Partition': 'aws',
};

const values: Record<string, (id: string) => string> = {
  'AWS::DynamoDB::Table Ref': (id) => `victim-referral-intake-greater-manchester-${id}-1A2B3C4D5E6F`,
  'AWS::DynamoDB::Table Arn': (id) => `arn:aws:dynamodb:eu-west-2:123456789012:table/victim-referral-intake-${id}`,
  'AWS::DynamoDB::Table StreamArn': (id) => `arn:aws:dynamodb:eu-west-2:123456789012:table/${id}/stream/2026-01-01`,
  'AWS::SecretsManager::Secret Ref': (id) => `arn:aws:secretsmanager:eu-west-2:123456789012:secret:${id}-AbCdEf`,
  'AWS::SQS::Queue Ref': (id) => `https://sqs.eu-west-2.amazonaws.com/123456789012/${id}`,
  'AWS::SQS::Queue Arn': (id) => `arn:aws:sqs:eu-west-2:123456789012:greater-manchester-hand-off-${id}`,
  'AWS::KMS::Key Arn': () => 'arn:aws:kms:eu-west-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef',
  'AWS::Logs::LogGroup Arn': (id) => `arn:aws:logs:eu-west-2:123456789012:log-group:${id}:`,
  'AWS::Cognito::UserPool ProviderURL': () => 'https://cognito-idp.eu-west-2.amazonaws.com/eu-west-2_Example12',
  'AWS::Cognito::UserPool Ref': () => 'eu-west-2_Example12',
  'AWS::Cognito::UserPool Arn': () => 'arn:aws:cognito-idp:eu-west-2:123456789012:userpool/eu-west-2_Example12',
  'AWS::Cognito::UserPoolDomain Ref': () => 'referrals-greater-manchester-123456789012',
  'AWS::Cognito::UserPoolClient Ref': () => '1example23456789abcdefghij',
  'AWS::ApiGatewayV2::Api ApiEndpoint': () => 'https://abcdefghij.execute-api.eu-west-2.amazonaws.com',
};
