import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

/** No SECRET_ID: this function erases sealed data and never needs to read it. */
export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  REFERRALS_TABLE: fields.REFERRALS_TABLE,
  WORK_TABLE: fields.WORK_TABLE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  ERASURES_TABLE: fields.ERASURES_TABLE,
  LOG_LEVEL: fields.LOG_LEVEL,
});
