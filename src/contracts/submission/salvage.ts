/**
 * What can still be read of a body that has faults: each field that is right by itself. So the
 * rules that look at several fields can run over the rest, and everything is said at once.
 */
import * as z from 'zod';
import type { Partially } from '#src/domain/judgement/given.ts';

/** The fields of `value` that are right under `schema`, parsed; a list is whole or left out. Undefined of no object. */
export function salvage<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
): Partially<z.output<Schema>> | undefined {
  return salvaged(schema, value) as Partially<z.output<Schema>> | undefined;
}

function salvaged(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodExactOptional) return value === undefined ? undefined : salvaged(schema.unwrap(), value);
  if (!(schema instanceof z.ZodObject)) {
    const read = z.safeParse(schema, value);
    return read.success ? read.data : undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = Object.entries<z.core.$ZodType>(schema.shape).flatMap(([key, field]) => {
    const sent: unknown = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    const read = salvaged(field, sent);
    return read === undefined ? [] : [[key, read] as const];
  });
  return Object.fromEntries(fields);
}
