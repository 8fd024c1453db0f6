import type { Need } from './judge.ts';

/** The KMS permissions a service requires on the caller's behalf; none if the key is AWS-owned (undefined). */
export function keyNeeds(service: string, region: string, key: string | undefined, actions: readonly string[]): Need[] {
  if (key === undefined) return [];
  const via = [`${service}.${region}.amazonaws.com`];
  return actions.map((action) => ({ action, resource: key, context: { 'kms:ViaService': () => via } }));
}
