/**
 * An authority's deployment settings, from the context `deployments.<area>` in cdk.json: those of production, and in `stages` those of the
 * other stages, which take over nothing of production's. All are optional.
 */
import * as z from 'zod';
import type { Stage } from '#src/domain/stage.ts';

/** A certificate of ACM in the same region, and the name that it is for. */
const servedAt = {
  name: z
    .string()
    .regex(/^(?=.{4,64}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a host name in small letters, without https://'),
  certificateArn: z.string().startsWith('arn:'),
};

const tableName = z.string().regex(/^[a-zA-Z0-9_.-]{3,255}$/, 'must be the name of a table');

export const deploymentSchema = z.strictObject({
  /** The AWS account that this stage is deployed to, and to no other. Without it, the one that the shell is signed in to. */
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /**
   * Used instead of Cognito user pools. Tokens must carry a `party` claim; tokenUrl is where a system gets its token, which the OpenAPI
   * document says; webClientId is the pages' public client.
   */
  signIn: z
    .strictObject({
      issuer: z.url(),
      tokenUrl: z.url(),
      audience: z.array(z.string().min(1)).min(1),
      webClientId: z.string().min(1),
      /**
       * That it signs in none of the authority's people without a second factor, where its ID tokens do not say by what somebody signed
       * in (`amr`). Where they say it, that decides, and this changes nothing.
       */
      requiresSecondFactor: z.boolean().default(false),
    })
    .optional(),
  /** Sender of sign-in codes: an address, or an address in a domain, that Amazon SES has verified in the region. */
  mail: z.strictObject({ from: z.email(), name: z.string().optional(), domain: z.string().optional() }).optional(),
  /** Custom domain of the API, and of the pages where they have none of their own (docs/adr/0057-a-domain-for-the-pages.md). */
  domain: z
    .strictObject({
      ...servedAt,
      /** Callers must present a certificate (mutual TLS) that an authority in this bundle has signed. */
      trustStore: z
        .strictObject({
          bucket: z.string(),
          key: z.string(),
          version: z.string().optional(),
          /**
           * A secret `{ "certificate": "<PEM>", "key": "<PEM>" }`, encrypted with AWS's own key of Secrets Manager: what the canary
           * presents. Without it there is no canary.
           */
          canaryCertificate: z
            .string()
            .regex(
              /^arn:[\w-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/,
              'must be the whole ARN of a secret, with the six characters at its end',
            )
            .optional(),
        })
        .optional(),
      /** A domain of the pages alone. Browsers need no certificate there, and it leads to none of the calls that need a token. */
      pages: z.strictObject(servedAt).optional(),
    })
    .refine(({ name, pages }) => pages?.name !== name, {
      path: ['pages', 'name'],
      error: 'must be another than the API’s',
    })
    .optional(),
  /** By service id: the service's own role (or account root) that may receive from its queue. */
  consumers: z.record(z.string(), z.string().regex(/^arn:aws:iam::\d{12}:(root|role\/.+)$/)).default({}),
  /**
   * The only role of people that may disable or delete the key of the records, kept for an emergency; without it nobody may. It is compared
   * by ArnNotLike, in which `*` and `?` would exempt every role that they match.
   */
  breakGlassRole: z
    .string()
    .regex(/^arn:aws:iam::\d{12}:role\/[^*?]+$/, 'must be the ARN of one role, without * or ?')
    .optional(),
  /**
   * By table, the name of one that was restored and is to be in use (docs/restoring.md). It must exist: the deployment
   * imports it by its name, and would make an empty table of a name that is not there. It stays here for as long as it is in use.
   */
  tables: z
    .strictObject({ referrals: tableName, work: tableName, counters: tableName, web: tableName })
    .partial()
    .optional(),
  /** Recipient of alarms, who must confirm the subscription. */
  alarmEmail: z.email().optional(),
});

const areaSchema = deploymentSchema.extend({
  stages: z.strictObject({ development: deploymentSchema.optional(), test: deploymentSchema.optional() }).optional(),
});

export type Deployment = z.output<typeof deploymentSchema>;
/** Not the list of erasures: it must outlive a restore. */
export type RestorableTable = keyof NonNullable<Deployment['tables']>;

/** @throws Error naming the fault when the context is not well formed */
export function readDeployment(context: unknown, areaId: string, stage: Stage = 'production'): Deployment {
  const all = z.record(z.string(), z.unknown()).optional().parse(context);
  const parsed = areaSchema.safeParse(all?.[areaId] ?? {});
  if (!parsed.success)
    throw new Error(`The context deployments.${areaId} is not well formed:\n${z.prettifyError(parsed.error)}`);
  const { stages, ...production } = parsed.data;
  return stage === 'production' ? production : (stages?.[stage] ?? deploymentSchema.parse({}));
}

/** Whether the canary would be let in: with mutual TLS it needs a certificate to present. */
export const mayCanaryGo = ({ domain }: Pick<Deployment, 'domain'>): boolean =>
  domain?.trustStore === undefined || domain.trustStore.canaryCertificate !== undefined;

/** Where a stage's settings stand in cdk.json, for whoever is to change them. */
export const settingsPath = (areaId: string, stage: Stage): string =>
  stage === 'production' ? `deployments.${areaId}` : `deployments.${areaId}.stages.${stage}`;
