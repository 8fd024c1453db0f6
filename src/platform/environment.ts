/** A function's environment, read once and complete, or a start that fails by naming what is missing. */
import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { areaFromJson } from '#src/contracts/area.ts';
import type { Area } from '#src/domain/area.ts';

/** @throws Error naming every variable that is missing or wrong, never a value */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  variables: Record<string, string | undefined> = process.env,
): z.output<Schema> {
  const read = schema.safeParse(variables);
  if (read.success) return read.data;
  const names = [...new Set(read.error.issues.map((issue) => issue.path.join('.')))];
  throw new Error(`The environment lacks or has wrong: ${names.join(', ')}`);
}

/** @param file path of the area as JSON, beside the code */
export const readArea = (file: string): Area => areaFromJson(readFileSync(file, 'utf8'));
