/**
 * Parses the valid fields of an invalid body, so that the rules across fields can still run and all faults are
 * reported at once.
 */
import * as z from 'zod';
import type { DeepPartial } from '#src/domain/judgement/partial-submission.ts';

/** The valid fields, parsed. An invalid list is left out entirely. Undefined when `value` is not an object. */
export function pickValidFields<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
): DeepPartial<z.output<Schema>> | undefined {
  return pickValidValue(schema, value) as DeepPartial<z.output<Schema>> | undefined;
}

function pickValidValue(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodExactOptional)
    return value === undefined ? undefined : pickValidValue(schema.unwrap(), value);
  if (!(schema instanceof z.ZodObject)) {
    const result = z.safeParse(schema, value);
    return result.success ? result.data : undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = Object.entries<z.core.$ZodType>(schema.shape).flatMap(([key, field]) => {
    const fieldValue: unknown = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    const result = pickValidValue(field, fieldValue);
    return result === undefined ? [] : [[key, result] as const];
  });
  return Object.fromEntries(fields);
}
