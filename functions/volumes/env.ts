import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

/** Only the counters: this function cannot reach a referral. */
export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  CLIENT_PARTIES: fields.CLIENT_PARTIES,
  LOG_LEVEL: fields.LOG_LEVEL,
});
