/** Finds permissions that a function's role grants but the function never used, which may be unnecessary. */
import type { LocalFunction } from '#local/template/model.ts';
import type { Permission } from './guard.ts';
import { covers } from './judge.ts';

/** Every action on every resource that a statement allows, ignoring conditions. */
export function granted({ role }: LocalFunction): Permission[] {
  const all = role.statements.flatMap(({ effect, actions, resources }) =>
    effect === 'Deny' ? [] : actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
  );
  return [...new Map(all.map((one) => [`${one.action} ${one.resource}`, one])).values()];
}

/** @param used the permissions that the function host recorded */
export const neverUsed = (one: LocalFunction, used: readonly Permission[]): Permission[] =>
  granted(one).filter(
    ({ action, resource }) =>
      !used.some((each) => covers({ actions: [action], resources: [resource] }, each.action, each.resource)),
  );
