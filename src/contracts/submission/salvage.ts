/**
 * Parses the valid fields of an invalid body, so that the rules across fields can still run and all faults are
 * reported at once.
 */
import * as z from 'zod';
import type { Partially } from '#src/domain/judgement/given.ts';

/** The valid fields, parsed. An invalid list is left out entirely. Undefined when `value` is not an object. */
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
