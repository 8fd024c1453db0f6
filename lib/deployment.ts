/** An authority's deployment settings, from the context `deployments.<area>` in cdk.json. All are optional. */
import * as z from 'zod';

export const deploymentSchema = z.strictObject({
  /**
   * Used instead of a Cognito user pool. Tokens must carry a `party` claim; tokenUrl is where a system gets its token, which the OpenAPI
   * document says; webClientId is the pages' public client.
   */
  signIn: z
    .strictObject({
      issuer: z.url(),
      tokenUrl: z.url(),
      audience: z.array(z.string().min(1)).min(1),
      webClientId: z.string().min(1),
    })
    .optional(),
  /** Sender of sign-in codes: an address, or an address in a domain, that Amazon SES has verified in the region. */
  mail: z.strictObject({ from: z.email(), name: z.string().optional(), domain: z.string().optional() }).optional(),
  /** Custom domain of the API and pages. With a trust store, clients must present a certificate (mutual TLS). */
  domain: z
    .strictObject({
      name: z.string().min(1),
      certificateArn: z.string().startsWith('arn:'),
      trustStore: z.strictObject({ bucket: z.string(), key: z.string(), version: z.string().optional() }).optional(),
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
  /** Recipient of alarms, who must confirm the subscription. */
  alarmEmail: z.email().optional(),
});

export type Deployment = z.output<typeof deploymentSchema>;

/** @throws Error naming the fault when the context is not well formed */
export function readDeployment(context: unknown, areaId: string): Deployment {
  const all = z.record(z.string(), z.unknown()).optional().parse(context);
  const parsed = deploymentSchema.safeParse(all?.[areaId] ?? {});
  if (parsed.success) return parsed.data;
  throw new Error(`The context deployments.${areaId} is not well formed:\n${z.prettifyError(parsed.error)}`);
}
