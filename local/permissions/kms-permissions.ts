import type { RequiredPermission } from './evaluate-policy.ts';

/** The KMS permissions a service requires on the caller's behalf; none if the key is AWS-owned (undefined). */
export function kmsPermissions(
  service: string,
  region: string,
  key: string | undefined,
  actions: readonly string[],
): RequiredPermission[] {
  if (key === undefined) return [];
  const via = [`${service}.${region}.amazonaws.com`];
  return actions.map((action) => ({ action, resource: key, context: { 'kms:ViaService': () => via } }));
}
