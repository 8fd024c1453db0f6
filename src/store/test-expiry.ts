/** Rows of a test go by themselves once nothing looks at them any more. DynamoDB deletes them, so no function may. */
import type { TestMark } from '#src/domain/test-party.ts';
import { expiresAt } from './expiry.ts';

/** Longer than the daily balance (28 days) and the lists of changes (90 days) look back. */
const keptSeconds = 100 * 86_400;

/** @param at RFC 3339: since when it is kept */
export const testExpiry = ({ test }: { test?: TestMark['test'] | undefined }, at: string): { ttl?: number } =>
  test ? { ttl: expiresAt(at, keptSeconds) } : {};
