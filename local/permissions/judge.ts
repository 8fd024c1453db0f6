/** Whether a role's statements allow what a call needs, by IAM's own order: an explicit Deny, an Allow, else no. */
import type { Condition, ConditionKey, Statement } from './statement.ts';

/** One action on one resource, which AWS asks the caller's role for. A call may need several. */
export interface Need {
  action: string;
  /** An ARN. */
  resource: string;
  /** Values for condition keys, worked out only where a statement asks. A key that the call has not is left out. */
  context: { readonly [Key in ConditionKey]?: () => readonly string[] };
}

export type Verdict = 'allowed' | 'not-allowed' | 'denied';

/** Statements about an action and a resource are looked up once: after that a call without conditions costs a Map. */
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

/** Conditions apart. Actions are the same in capitals or not; ARNs are not. */
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
  // As on AWS, a call that has no value at all passes ForAllValues: nothing in it does not fit.
  return which === 'all' ? given.every(fitting) : given.some(fitting);
}

/** `*` is any run of characters, also over colons and slashes; `?` is one. */
function fits(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
