import * as z from 'zod';
import { fields } from '../fields.ts';

/** Public pages and the OpenAPI document. */
export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  OPENAPI_FILE: fields.OPENAPI_FILE,
  LOG_LEVEL: fields.LOG_LEVEL,
});
