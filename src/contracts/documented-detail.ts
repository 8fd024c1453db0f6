/**
 * The detail of a hand-off for documents and types, with every field that an agreement may list. What is sent is checked by its names
 * alone (see responses.ts), because what was accepted once is shown although a vocabulary has changed since. Made when a document is
 * written, never in a function.
 */
import * as z from 'zod';
import {
  type FieldPath,
  fieldAt,
  fieldPaths,
  type SubmissionKey,
  submissionKeys,
} from '#src/domain/submission/registry.ts';
import { handOffDetailSchema } from './responses.ts';
import { submissionSchema } from './submission/schema.ts';

type JsonSchema = { [key: string]: unknown };

/** What says how a value may be sent, and nothing of what is read. */
const limits: readonly string[] = [
  ...['required', 'additionalProperties', 'default', 'pattern', '$schema', 'id'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minimum', 'maximum'],
];

const neverShown = new Set<string>(fieldPaths.filter((path) => fieldAt(path as FieldPath).sharing === 'never'));

/** @param path of the object in the registry, with a dot behind; empty for the whole */
function withoutLimits(schema: JsonSchema, path: string): JsonSchema {
  const result: JsonSchema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (limits.includes(key)) continue;
    if (key === 'properties') result[key] = propertiesWithoutLimits(value as Record<string, JsonSchema>, path);
    else if (key === 'items') result[key] = withoutLimits(value as JsonSchema, path);
    else if (key === 'anyOf') result[key] = (value as JsonSchema[]).map((one) => withoutLimits(one, path));
    else result[key] = value;
  }
  return result;
}

function propertiesWithoutLimits(properties: Record<string, JsonSchema>, path: string): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) => {
      const full = `${path}${name}`;
      if (neverShown.has(full) || neverShown.has(`${full}[]`)) return [];
      const isList = 'items' in schema && fieldPaths.some((one) => one.startsWith(`${full}[].`));
      const child = withoutLimits(schema, `${full}${isList ? '[]' : ''}.`);
      const isEmpty = 'properties' in child && Object.keys(child.properties as object).length === 0;
      return isEmpty ? [] : [[name, child]];
    }),
  );
}

/** The JSON Schema of each part that may be shown. */
function sharedParts(): [SubmissionKey, JsonSchema][] {
  const whole = z.toJSONSchema(z.object(submissionSchema.shape), { io: 'output', reused: 'inline' }) as JsonSchema;
  const { properties } = withoutLimits(whole, '') as { properties: Record<string, JsonSchema> };
  return submissionKeys.flatMap((key) => (properties[key] ? [[key, properties[key]] as const] : [])) as [
    SubmissionKey,
    JsonSchema,
  ][];
}

export function documentedDetailSchema(): z.ZodObject {
  const { shape } = handOffDetailSchema;
  const own = Object.entries(shape).filter(([key]) => !(submissionKeys as readonly string[]).includes(key));
  const shared = sharedParts().map(([key, schema]) => [key, z.unknown().optional().meta(schema)] as const);
  return z.object(Object.fromEntries<z.ZodType>([...own, ...shared])).meta({
    id: 'HandOffDetail',
    description: 'A hand-off with the fields that your sharing agreement lists, in the shape in which they were sent',
  });
}
