import { ApiMapping, DomainName, type HttpApi, type HttpStage, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Deployment } from '../deployment.ts';

type Domain = Pick<NonNullable<Deployment['domain']>, 'name' | 'certificateArn' | 'trustStore'>;

/** Leads a domain of the deployment's own to the whole of an API: a mapping cannot leave routes out. */
export function mapDomain(
  scope: Construct,
  { name, certificateArn, trustStore }: Domain,
  { api, stage }: { api: HttpApi; stage: HttpStage },
): DomainName {
  const domainName = new DomainName(scope, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
    securityPolicy: SecurityPolicy.TLS_1_2,
    ...(trustStore && {
      mtls: {
        bucket: Bucket.fromBucketName(scope, 'TrustStore', trustStore.bucket),
        key: trustStore.key,
        ...(trustStore.version && { version: trustStore.version }),
      },
    }),
  });
  new ApiMapping(scope, 'Mapping', { api, stage, domainName });
  return domainName;
}
