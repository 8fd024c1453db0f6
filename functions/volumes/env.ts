import * as z from 'zod';
import { fields } from '../fields.ts';

/** Counts for managers: counters and nothing else. */
export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  CLIENT_PARTIES: fields.CLIENT_PARTIES,
  LOG_LEVEL: fields.LOG_LEVEL,
});
