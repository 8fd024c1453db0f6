/** Reads a resource's resolved properties by a schema, and names the resource when they do not fit. */
import * as z from 'zod';
import type { Reading } from './read.ts';
import { type Resource, resourcesOf } from './template.ts';

/** CloudFormation takes numbers and booleans written as texts too. */
export const number = z.coerce.number();
export const boolean = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

export interface Read<Properties> {
  id: string;
  resource: Resource;
  properties: Properties;
}

/** Every resource of the type, its properties resolved as far as the schema names them. */
export function readAll<Shape extends z.ZodRawShape>(
  reading: Reading,
  type: string,
  schema: z.ZodObject<Shape>,
): Read<z.output<z.ZodObject<Shape>>>[] {
  return resourcesOf(reading.template, type).map(([id, resource]) => {
    const where = `${id} (${type})`;
    const given = resource.Properties ?? {};
    // Policies, encryption and the like may name what has no counterpart here: only what is asked for is resolved.
    const asked = Object.keys(schema.shape).filter((name) => name in given);
    const resolved = Object.fromEntries(
      asked.map((name) => [name, reading.resolve(given[name], `${where}, ${name},`)] as const),
    );
    const parsed = schema.safeParse(resolved);
    if (!parsed.success) {
      throw new Error(`${where} is not as the local run expects it:\n${z.prettifyError(parsed.error)}`);
    }
    return { id, resource, properties: parsed.data };
  });
}
