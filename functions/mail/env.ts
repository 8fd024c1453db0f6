import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  REFERRALS_TABLE: fields.REFERRALS_TABLE,
  WORK_TABLE: fields.WORK_TABLE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  WEB_TABLE: fields.WEB_TABLE,
  SECRET_ID: fields.SECRET_ID,
  PUBLIC_URL: fields.PUBLIC_URL,
  PAGES_URL: fields.PAGES_URL,
  MAIL_FROM: fields.MAIL_FROM,
  MAIL_NAME: fields.MAIL_NAME,
  MAIL_CONFIGURATION_SET: fields.MAIL_CONFIGURATION_SET,
  STAGE: fields.STAGE,
  LOG_LEVEL: fields.LOG_LEVEL,
});
