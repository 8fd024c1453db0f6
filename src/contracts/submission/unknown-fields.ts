/** Takes the fields that this schema does not know out of a body, for senders whose systems record more. */
import * as z from 'zod';
import { pointerTo } from './faults.ts';
import { submissionSchema } from './schema.ts';

/** @returns the body without unknown fields, and the JSON Pointer of each; the body that was given stays as it is */
export function dropUnknownFields(
  body: unknown,
  schema: z.ZodObject = submissionSchema,
): { body: unknown; dropped: string[] } {
  const dropped: string[] = [];
  return { body: knownPart(schema, body, [], dropped), dropped };
}

function knownPart(schema: z.core.$ZodType, value: unknown, path: PropertyKey[], dropped: string[]): unknown {
  if (schema instanceof z.ZodExactOptional) return knownPart(schema.unwrap(), value, path, dropped);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item, index) => knownPart(schema.element, item, [...path, index], dropped));
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  const known: [string, unknown][] = [];
  for (const [key, fieldValue] of Object.entries(value)) {
    const field: z.core.$ZodType | undefined = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
    if (field) known.push([key, knownPart(field, fieldValue, [...path, key], dropped)]);
    else dropped.push(pointerTo([...path, key]));
  }
  return Object.fromEntries(known);
}
