/**
 * Parses the statements of a role's policies, as far as this stack uses them. Anything unsupported is an error when
 * the template is read: skipping a statement would allow or deny something else than on AWS.
 */
import * as z from 'zod';

export interface Statement {
  effect: 'Allow' | 'Deny';
  /** Such as dynamodb:GetItem, with IAM's wildcards `*` and `?`. */
  actions: readonly string[];
  /** ARNs with the same wildcards. */
  resources: readonly string[];
  /** All of them must hold. */
  conditions: readonly Condition[];
}

export interface Condition {
  key: ConditionKey;
  compare: 'StringEquals' | 'StringLike';
  /** For a multivalued key, whether all values must match or any; `one` for a single-valued key. */
  fits: 'all' | 'any' | 'one';
  values: readonly string[];
}

/** The supported condition keys, and whether each is multivalued. */
const conditionKeys = { 'dynamodb:LeadingKeys': 'many', 'kms:ViaService': 'one' } as const;
export type ConditionKey = keyof typeof conditionKeys;

const texts = z
  .union([z.string().transform((text) => [text]), z.array(z.string()).min(1)])
  // Policy variables would need the caller's details, which are not available here.
  .refine((all) => !all.some((text) => text.includes('${')), 'policy variables are not supported by the local run');

const policy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    // Strict, because NotAction, NotResource and Principal change what a statement means.
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.enum(['Allow', 'Deny']),
      Action: texts,
      Resource: texts,
      Condition: z.record(z.string(), z.record(z.string(), texts)).default({}),
    }),
  ),
});

/**
 * @param document a policy document with its intrinsic functions resolved
 * @param where names the policy in errors
 */
export function statementsOf(document: unknown, where: string): Statement[] {
  const parsed = policy.safeParse(document);
  if (!parsed.success) {
    throw new Error(`${where} has something that the local run does not support:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data.Statement.map(({ Effect, Action, Resource, Condition }) => ({
    effect: Effect,
    actions: Action,
    resources: Resource,
    conditions: Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => conditionOf(operator, key, values, where)),
    ),
  }));
}

const operators: Readonly<Record<string, Pick<Condition, 'compare' | 'fits'>>> = {
  StringEquals: { compare: 'StringEquals', fits: 'one' },
  StringLike: { compare: 'StringLike', fits: 'one' },
  'ForAllValues:StringEquals': { compare: 'StringEquals', fits: 'all' },
  'ForAllValues:StringLike': { compare: 'StringLike', fits: 'all' },
  'ForAnyValue:StringEquals': { compare: 'StringEquals', fits: 'any' },
  'ForAnyValue:StringLike': { compare: 'StringLike', fits: 'any' },
};

function conditionOf(operator: string, key: string, values: readonly string[], where: string): Condition {
  const understood = operators[operator];
  if (!understood) throw new Error(`${where} has the condition ${operator}, which the local run does not support.`);
  if (!isConditionKey(key)) {
    throw new Error(`${where} has a condition on ${key}, which the local run cannot evaluate.`);
  }
  if ((conditionKeys[key] === 'one') !== (understood.fits === 'one')) {
    const wanted =
      understood.fits === 'one' ? 'the prefix ForAllValues or ForAnyValue' : 'neither ForAllValues nor ForAnyValue';
    throw new Error(`${where} has the condition ${operator} on ${key}, where AWS requires ${wanted}.`);
  }
  return { key, ...understood, values };
}

const isConditionKey = (key: string): key is ConditionKey => Object.hasOwn(conditionKeys, key);
