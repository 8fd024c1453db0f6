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
  operator: 'StringEquals' | 'StringLike';
  /** For a multivalued key, whether all values must match or any; `one` for a single-valued key. */
  quantifier: 'all' | 'any' | 'one';
  values: readonly string[];
}

/** The supported condition keys, and whether each is multivalued. */
const conditionKeys = { 'dynamodb:LeadingKeys': 'many', 'kms:ViaService': 'one' } as const;
export type ConditionKey = keyof typeof conditionKeys;

const textList = z
  .union([z.string().transform((text) => [text]), z.array(z.string()).min(1)])
  // Policy variables would need the caller's details, which are not available here.
  .refine((all) => !all.some((text) => text.includes('${')), 'policy variables are not supported by the local run');

const policySchema = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    // Strict, because NotAction, NotResource and Principal change what a statement means.
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.enum(['Allow', 'Deny']),
      Action: textList,
      Resource: textList,
      Condition: z.record(z.string(), z.record(z.string(), textList)).default({}),
    }),
  ),
});

/**
 * @param document a policy document with its intrinsic functions resolved
 * @param where names the policy in errors
 */
export function parseStatements(document: unknown, where: string): Statement[] {
  const parsed = policySchema.safeParse(document);
  if (!parsed.success) {
    throw new Error(`${where} has something that the local run does not support:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data.Statement.map(({ Effect, Action, Resource, Condition }) => ({
    effect: Effect,
    actions: Action,
    resources: Resource,
    conditions: Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => parseCondition(operator, key, values, where)),
    ),
  }));
}

const operators: Readonly<Record<string, Pick<Condition, 'operator' | 'quantifier'>>> = {
  StringEquals: { operator: 'StringEquals', quantifier: 'one' },
  StringLike: { operator: 'StringLike', quantifier: 'one' },
  'ForAllValues:StringEquals': { operator: 'StringEquals', quantifier: 'all' },
  'ForAllValues:StringLike': { operator: 'StringLike', quantifier: 'all' },
  'ForAnyValue:StringEquals': { operator: 'StringEquals', quantifier: 'any' },
  'ForAnyValue:StringLike': { operator: 'StringLike', quantifier: 'any' },
};

function parseCondition(operator: string, key: string, values: readonly string[], where: string): Condition {
  const parsedOperator = operators[operator];
  if (!parsedOperator) throw new Error(`${where} has the condition ${operator}, which the local run does not support.`);
  if (!isConditionKey(key)) {
    throw new Error(`${where} has a condition on ${key}, which the local run cannot evaluate.`);
  }
  if ((conditionKeys[key] === 'one') !== (parsedOperator.quantifier === 'one')) {
    const expected =
      parsedOperator.quantifier === 'one'
        ? 'the prefix ForAllValues or ForAnyValue'
        : 'neither ForAllValues nor ForAnyValue';
    throw new Error(`${where} has the condition ${operator} on ${key}, where AWS requires ${expected}.`);
  }
  return { key, ...parsedOperator, values };
}

const isConditionKey = (key: string): key is ConditionKey => Object.hasOwn(conditionKeys, key);
