import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  WORK_TABLE: fields.WORK_TABLE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  LOG_LEVEL: fields.LOG_LEVEL,
});
