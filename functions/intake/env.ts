import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  REFERRALS_TABLE: fields.REFERRALS_TABLE,
  WORK_TABLE: fields.WORK_TABLE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  SECRET_ID: fields.SECRET_ID,
  CLIENT_PARTIES: fields.CLIENT_PARTIES,
  CLIENT_CERTIFICATE: fields.CLIENT_CERTIFICATE,
  LOG_LEVEL: fields.LOG_LEVEL,
});

export type IntakeTables = Pick<z.infer<typeof envSchema>, 'REFERRALS_TABLE' | 'WORK_TABLE' | 'COUNTERS_TABLE'>;
