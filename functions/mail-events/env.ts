import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  WORK_TABLE: fields.WORK_TABLE,
  WEB_TABLE: fields.WEB_TABLE,
  SECRET_ID: fields.SECRET_ID,
  LOG_LEVEL: fields.LOG_LEVEL,
});
