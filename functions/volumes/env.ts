import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

/** Only the counters, and the secret from which published counts are moved: this function cannot reach a referral. */
export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  SECRET_ID: fields.SECRET_ID,
  CLIENT_PARTIES: fields.CLIENT_PARTIES,
  CLIENT_CERTIFICATE: fields.CLIENT_CERTIFICATE,
  LOG_LEVEL: fields.LOG_LEVEL,
});
