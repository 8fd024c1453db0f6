import type { Need } from './judge.ts';

/** What a service asks of a customer-managed key in the caller's name; nothing where the key is AWS's own. */
export function keyNeeds(service: string, region: string, key: string | undefined, actions: readonly string[]): Need[] {
  if (key === undefined) return [];
  const via = [`${service}.${region}.amazonaws.com`];
  return actions.map((action) => ({ action, resource: key, context: { 'kms:ViaService': () => via } }));
}
