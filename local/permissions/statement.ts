/**
 * The statements of a role's policies, as far as this stack writes them. What is not understood here is an error
 * when the template is read: a statement that was passed over would allow, or refuse, something else than on AWS.
 */
import * as z from 'zod';

export interface Statement {
  effect: 'Allow' | 'Deny';
  /** Such as dynamodb:GetItem; `*` and `?` stand for what IAM takes them for. */
  actions: readonly string[];
  /** ARNs, with the same wildcards. */
  resources: readonly string[];
  /** All of them must hold. */
  conditions: readonly Condition[];
}

export interface Condition {
  key: ConditionKey;
  compare: 'StringEquals' | 'StringLike';
  /** Of a key with many values: whether all of those asked for must fit, or one. Of a key with one: that one. */
  fits: 'all' | 'any' | 'one';
  values: readonly string[];
}

/** The condition keys that are worked out from a call, each with whether a call can have several values for it. */
const conditionKeys = { 'dynamodb:LeadingKeys': 'many', 'kms:ViaService': 'one' } as const;
export type ConditionKey = keyof typeof conditionKeys;

const texts = z
  .union([z.string().transform((text) => [text]), z.array(z.string()).min(1)])
  // A policy variable stands for something of the caller, which nothing here puts in.
  .refine((all) => !all.some((text) => text.includes('${')), 'policy variables are not understood by the local run');

const policy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    // Strict: NotAction, NotResource and Principal turn a statement's sense round.
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
 * @param document a policy's document, its pointers resolved
 * @param where said in an error
 */
export function statementsOf(document: unknown, where: string): Statement[] {
  const parsed = policy.safeParse(document);
  if (!parsed.success) {
    throw new Error(`${where} says what the local run does not understand:\n${z.prettifyError(parsed.error)}`);
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
  if (!understood) throw new Error(`${where} has the condition ${operator}, which the local run does not understand.`);
  if (!isConditionKey(key)) {
    throw new Error(`${where} has a condition on ${key}, which the local run does not work out of a call.`);
  }
  if ((conditionKeys[key] === 'one') !== (understood.fits === 'one')) {
    const wanted =
      understood.fits === 'one' ? 'ForAllValues or ForAnyValue before it' : 'neither ForAllValues nor ForAnyValue';
    throw new Error(`${where} has the condition ${operator} on ${key}, where AWS asks for ${wanted}.`);
  }
  return { key, ...understood, values };
}

const isConditionKey = (key: string): key is ConditionKey => Object.hasOwn(conditionKeys, key);
