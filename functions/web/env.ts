import * as z from 'zod';
import { fields } from '../shared/environment-fields.ts';

export const envSchema = z.object({
  AREA_FILE: fields.AREA_FILE,
  OPENAPI_FILE: fields.OPENAPI_FILE,
  PAGES_FILE: fields.PAGES_FILE,
  REFERRALS_TABLE: fields.REFERRALS_TABLE,
  WORK_TABLE: fields.WORK_TABLE,
  COUNTERS_TABLE: fields.COUNTERS_TABLE,
  WEB_TABLE: fields.WEB_TABLE,
  SECRET_ID: fields.SECRET_ID,
  QUEUE_URL_PREFIX: fields.QUEUE_URL_PREFIX,
  PUBLIC_URL: fields.PUBLIC_URL,
  PAGES_URL: fields.PAGES_URL,
  TOKEN_URL: fields.TOKEN_URL,
  OIDC_ISSUER: fields.OIDC_ISSUER,
  OIDC_CLIENT_ID: fields.OIDC_CLIENT_ID,
  OIDC_SCOPE: fields.OIDC_SCOPE,
  OIDC_SECOND_FACTOR: fields.OIDC_SECOND_FACTOR,
  AUTHORITY_SIGN_IN: fields.AUTHORITY_SIGN_IN,
  USER_POOL_ID: fields.USER_POOL_ID,
  STAGE: fields.STAGE,
  LOG_LEVEL: fields.LOG_LEVEL,
});

export type Environment = z.output<typeof envSchema>;

export const pagesUrlOf = ({ PAGES_URL, PUBLIC_URL }: Pick<Environment, 'PAGES_URL' | 'PUBLIC_URL'>): string =>
  PAGES_URL ?? PUBLIC_URL;
