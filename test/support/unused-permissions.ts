/** Finds permissions that a function's role grants but the function never used, which may be unnecessary. */

import { matchesStatement } from '#local/permissions/evaluate-policy.ts';
import type { Permission } from '#local/permissions/guard.ts';
import type { LocalFunction } from '#local/template/model.ts';

/** Every action on every resource that a statement allows, ignoring conditions. */
export function grantedPermissions({ role }: LocalFunction): Permission[] {
  const all = role.statements.flatMap(({ effect, actions, resources }) =>
    effect === 'Deny' ? [] : actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
  );
  return [...new Map(all.map((one) => [`${one.action} ${one.resource}`, one])).values()];
}

/** @param used the permissions that the function host recorded */
export const unusedPermissions = (lambda: LocalFunction, used: readonly Permission[]): Permission[] =>
  grantedPermissions(lambda).filter(
    ({ action, resource }) =>
      !used.some((each) => matchesStatement({ actions: [action], resources: [resource] }, each.action, each.resource)),
  );
