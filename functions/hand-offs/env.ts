import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

/** QUEUE_URL_PREFIX is needed because a declined hand-off goes to the next service's queue. */
export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  REFERRALS_TABLE: fields.REFERRALS_TABLE,
  WORK_TABLE: fields.WORK_TABLE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  SECRET_ID: fields.SECRET_ID,
  QUEUE_URL_PREFIX: fields.QUEUE_URL_PREFIX,
  PUBLIC_URL: fields.PUBLIC_URL,
  CLIENT_PARTIES: fields.CLIENT_PARTIES,
  CLIENT_CERTIFICATE: fields.CLIENT_CERTIFICATE,
  LOG_LEVEL: fields.LOG_LEVEL,
});
