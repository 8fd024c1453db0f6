/**
 * What an authority chooses for its own deployment, besides its area: read from the
 * context `deployments.<area>` in cdk.json. Everything may be left out.
 */
import * as z from 'zod';

export const deploymentSchema = z.strictObject({
  /** Tokens of this issuer are taken, and no user pool is made. Its tokens carry a `party` claim; webClientId is the pages' public client there. */
  signIn: z
    .strictObject({ issuer: z.url(), audience: z.array(z.string().min(1)).min(1), webClientId: z.string().min(1) })
    .optional(),
  /** Whom the codes of signing in come from: an address that Amazon SES has verified in the region, or one of a domain that it has. */
  mail: z.strictObject({ from: z.email(), name: z.string().optional(), domain: z.string().optional() }).optional(),
  /** The address that referrers and services use. With a trust store, each client must show a certificate from it. */
  domain: z
    .strictObject({
      name: z.string().min(1),
      certificateArn: z.string().startsWith('arn:'),
      trustStore: z.strictObject({ bucket: z.string(), key: z.string(), version: z.string().optional() }).optional(),
    })
    .optional(),
  /** Which role (or account, as its root) of a service's own may take from that service's queue, by the service's id. */
  consumers: z.record(z.string(), z.string().regex(/^arn:aws:iam::\d{12}:(root|role\/.+)$/)).default({}),
  /** Where alarms are sent; a subscription that the recipient confirms. */
  alarmEmail: z.email().optional(),
});

export type Deployment = z.output<typeof deploymentSchema>;

/** The deployment's part of the context; an error that names the fault when it is not well formed. */
export function deploymentOf(context: unknown, areaId: string): Deployment {
  const all = z.record(z.string(), z.unknown()).optional().parse(context);
  const parsed = deploymentSchema.safeParse(all?.[areaId] ?? {});
  if (parsed.success) return parsed.data;
  throw new Error(`The context deployments.${areaId} is not well formed:\n${z.prettifyError(parsed.error)}`);
}
