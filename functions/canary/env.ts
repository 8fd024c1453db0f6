import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

/** QUEUE_URL_PREFIX leads to the queue of the canary's own service. */
export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  PUBLIC_URL: fields.PUBLIC_URL,
  TOKEN_URL: fields.TOKEN_URL,
  WEB_TABLE: fields.WEB_TABLE,
  QUEUE_URL_PREFIX: fields.QUEUE_URL_PREFIX,
  CANARY_SECRET_ID: fields.CANARY_SECRET_ID,
  CANARY_CERTIFICATE_ID: fields.CANARY_CERTIFICATE_ID,
  LOG_LEVEL: fields.LOG_LEVEL,
});
