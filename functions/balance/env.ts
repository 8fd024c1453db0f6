import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

/** QUEUE_URL_PREFIX leads to the dead-letter queues. */
export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  REFERRALS_TABLE: fields.REFERRALS_TABLE,
  WORK_TABLE: fields.WORK_TABLE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  QUEUE_URL_PREFIX: fields.QUEUE_URL_PREFIX,
  LOG_LEVEL: fields.LOG_LEVEL,
});
