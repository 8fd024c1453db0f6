/** Evaluates a role's statements in IAM's order: an explicit Deny wins, then an Allow, otherwise an implicit deny. */
import type { Condition, ConditionKey, Statement } from './statement.ts';

/** One action on one resource that the caller's role must allow. A call may require several. */
export interface Need {
  action: string;
  /** An ARN. */
  resource: string;
  /** Values of condition keys, computed only if a statement uses them. Keys that the call lacks are left out. */
  context: { readonly [Key in ConditionKey]?: () => readonly string[] };
}

export type Verdict = 'allowed' | 'not-allowed' | 'denied';

/** Matching statements are cached by action and resource, so a repeated call costs one lookup and its conditions. */
export function judgeOf(statements: readonly Statement[]): (need: Need) => Verdict {
  const known = new Map<string, readonly Statement[]>();
  const about = ({ action, resource }: Need): readonly Statement[] => {
    const name = `${action} ${resource}`;
    const before = known.get(name);
    if (before) return before;
    const found = statements.filter((statement) => covers(statement, action, resource));
    known.set(name, found);
    return found;
  };
  return (need) => {
    let verdict: Verdict = 'not-allowed';
    for (const { effect, conditions } of about(need)) {
      if (effect === 'Allow' && verdict === 'allowed') continue;
      if (!conditions.every((condition) => holds(condition, need))) continue;
      if (effect === 'Deny') return 'denied';
      verdict = 'allowed';
    }
    return verdict;
  };
}

/** Ignores conditions. Actions are case-insensitive; ARNs are case-sensitive. */
export const covers = (
  { actions, resources }: Pick<Statement, 'actions' | 'resources'>,
  action: string,
  resource: string,
): boolean =>
  actions.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
  resources.some((pattern) => fits(pattern, resource));

function holds({ key, compare, fits: which, values }: Condition, need: Need): boolean {
  const given = need.context[key]?.() ?? [];
  const fitting = (value: string) =>
    values.some((wanted) => (compare === 'StringEquals' ? wanted === value : fits(wanted, value)));
  // As on AWS, ForAllValues is true for a call that has no value for the key.
  return which === 'all' ? given.every(fitting) : given.some(fitting);
}

/** `*` matches any characters, including colons and slashes; `?` matches one. */
function fits(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
