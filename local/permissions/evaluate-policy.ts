/** Evaluates a role's statements in IAM's order: an explicit Deny wins, then an Allow, otherwise an implicit deny. */
import type { Condition, ConditionKey, Statement } from './statement.ts';

/** One action on one resource that the caller's role must allow. A call may require several. */
export interface RequiredPermission {
  action: string;
  /** An ARN. */
  resource: string;
  /** Values of condition keys, computed only if a statement uses them. Keys that the call lacks are left out. */
  context: { readonly [Key in ConditionKey]?: () => readonly string[] };
}

export type AccessDecision = 'allowed' | 'not-allowed' | 'denied';

/** Matching statements are cached by action and resource, so a repeated call costs one lookup and its conditions. */
export function createPolicyEvaluator(
  statements: readonly Statement[],
): (permission: RequiredPermission) => AccessDecision {
  const statementsByKey = new Map<string, readonly Statement[]>();
  const statementsFor = ({ action, resource }: RequiredPermission): readonly Statement[] => {
    const key = `${action} ${resource}`;
    const cached = statementsByKey.get(key);
    if (cached) return cached;
    const matching = statements.filter((statement) => matchesStatement(statement, action, resource));
    statementsByKey.set(key, matching);
    return matching;
  };
  return (permission) => {
    let decision: AccessDecision = 'not-allowed';
    for (const { effect, conditions } of statementsFor(permission)) {
      if (effect === 'Allow' && decision === 'allowed') continue;
      if (!conditions.every((condition) => conditionHolds(condition, permission))) continue;
      if (effect === 'Deny') return 'denied';
      decision = 'allowed';
    }
    return decision;
  };
}

/** Ignores conditions. Actions are case-insensitive; ARNs are case-sensitive. */
export const matchesStatement = (
  { actions, resources }: Pick<Statement, 'actions' | 'resources'>,
  action: string,
  resource: string,
): boolean =>
  actions.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase())) &&
  resources.some((pattern) => matchesPattern(pattern, resource));

function conditionHolds({ key, operator, quantifier, values }: Condition, permission: RequiredPermission): boolean {
  const actualValues = permission.context[key]?.() ?? [];
  const isMatch = (value: string) =>
    values.some((pattern) => (operator === 'StringEquals' ? pattern === value : matchesPattern(pattern, value)));
  // As on AWS, ForAllValues is true for a call that has no value for the key.
  return quantifier === 'all' ? actualValues.every(isMatch) : actualValues.some(isMatch);
}

/** `*` matches any characters, including colons and slashes; `?` matches one. */
function matchesPattern(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
