/** Reads resources' resolved properties by a schema; errors name the resource. */
import * as z from 'zod';
import type { ReadContext } from './read-context.ts';
import { type Resource, resourcesOf } from './template.ts';

/** CloudFormation also accepts numbers and booleans as strings. */
export const number = z.coerce.number();
export const boolean = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

export interface ReadResource<Properties> {
  id: string;
  resource: Resource;
  properties: Properties;
}

/** Every resource of the type, with the properties that the schema names resolved. */
export function readResources<Shape extends z.ZodRawShape>(
  context: ReadContext,
  type: string,
  schema: z.ZodObject<Shape>,
): ReadResource<z.output<z.ZodObject<Shape>>>[] {
  return resourcesOf(context.template, type).map(([id, resource]) => {
    const where = `${id} (${type})`;
    const properties = resource.Properties ?? {};
    // Other properties, such as policies or encryption, may refer to resources that do not exist locally.
    const wantedNames = Object.keys(schema.shape).filter((name) => name in properties);
    const resolved = Object.fromEntries(
      wantedNames.map((name) => [name, context.resolve(properties[name], `${where}, ${name},`)] as const),
    );
    const parsed = schema.safeParse(resolved);
    if (!parsed.success) {
      throw new Error(`${where} is not what the local run expects:\n${z.prettifyError(parsed.error)}`);
    }
    return { id, resource, properties: parsed.data };
  });
}
