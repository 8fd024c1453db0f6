/** Reads a function's environment variables and area file at start-up. */
import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { areaFromJson } from '#src/contracts/area.ts';
import type { Area } from '#src/domain/area.ts';

/** @throws Error naming every missing or invalid variable, never its value */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  variables: Record<string, string | undefined> = process.env,
): z.output<Schema> {
  // Once, so it is not worth compiling.
  const parsed = schema.safeParse(variables, { jitless: true });
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
  throw new Error(`Missing or invalid environment variables: ${names.join(', ')}`);
}

/** @param file path of the area's JSON file, bundled with the code */
export const readArea = (file: string): Area => areaFromJson(readFileSync(file, 'utf8'));
