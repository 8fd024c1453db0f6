/** What a function's role allows and the function never did: a permission that may be needless. */
import type { LocalFunction } from '#local/template/model.ts';
import type { Permission } from './guard.ts';
import { covers } from './judge.ts';

/** One line for each action on each resource that a statement allows, conditions apart. */
export function granted({ role }: LocalFunction): Permission[] {
  const all = role.statements.flatMap(({ effect, actions, resources }) =>
    effect === 'Deny' ? [] : actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
  );
  return [...new Map(all.map((one) => [`${one.action} ${one.resource}`, one])).values()];
}

/** @param used what the function did, as the host gathered it */
export const neverUsed = (one: LocalFunction, used: readonly Permission[]): Permission[] =>
  granted(one).filter(
    ({ action, resource }) =>
      !used.some((each) => covers({ actions: [action], resources: [resource] }, each.action, each.resource)),
  );
