/** Reads the HTTP API: its routes, their functions and their authorizers. */
import * as z from 'zod';
import type { JwtAuthorizer, LocalRoute } from './model.ts';
import { readResources } from './properties.ts';
import type { ReadContext } from './read-context.ts';
import { functionNameOf } from './read-events.ts';
import { issuersOf } from './read-functions.ts';

const integration = z.object({
  IntegrationType: z.string(),
  IntegrationUri: z.string().optional(),
  PayloadFormatVersion: z.string().optional(),
});

const authorizer = z.object({
  AuthorizerType: z.string(),
  IdentitySource: z.array(z.string()).default(['$request.header.Authorization']),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()).default([]) }).optional(),
});

const route = z.object({
  RouteKey: z.string(),
  Target: z.string().optional(),
  AuthorizationType: z.string().default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});

export function readRoutes(context: ReadContext): LocalRoute[] {
  const integrations = readIntegrations(context);
  const authorizers = readAuthorizers(context);
  return readResources(context, 'AWS::ApiGatewayV2::Route', route).map(({ id, properties }) => {
    const functionName = integrations.get(properties.Target?.replace('integrations/', '') ?? '');
    if (functionName === undefined) throw new Error(`${id} (${properties.RouteKey}) leads to no function.`);
    if (properties.AuthorizationType === 'NONE') return { key: properties.RouteKey, functionName };
    const rule = authorizers.get(properties.AuthorizerId ?? '');
    if (properties.AuthorizationType !== 'JWT' || !rule) {
      throw new Error(
        `${id} (${properties.RouteKey}) asks for ${properties.AuthorizationType}; only JWT is served here.`,
      );
    }
    return { key: properties.RouteKey, functionName, authorizer: { ...rule, scopes: properties.AuthorizationScopes } };
  });
}

function readIntegrations(context: ReadContext): Map<string, string> {
  const read = new Map<string, string>();
  for (const { id, properties } of readResources(context, 'AWS::ApiGatewayV2::Integration', integration)) {
    const { IntegrationType: type, IntegrationUri: uri, PayloadFormatVersion: version } = properties;
    if (type !== 'AWS_PROXY' || uri === undefined || version !== '2.0') {
      throw new Error(`${id} is not a Lambda integration with payload format 2.0, the only kind that is served here.`);
    }
    read.set(id, functionNameOf(uri));
  }
  return read;
}

function readAuthorizers(context: ReadContext): Map<string, Omit<JwtAuthorizer, 'scopes'>> {
  const localIssuers = new Map(issuersOf(context.template, context.addresses));
  const read = new Map<string, Omit<JwtAuthorizer, 'scopes'>>();
  for (const { id, properties } of readResources(context, 'AWS::ApiGatewayV2::Authorizer', authorizer)) {
    const jwt = properties.JwtConfiguration;
    if (!jwt) throw new Error(`${id} is not a JWT authorizer, the only kind that is served here.`);
    read.set(id, {
      issuer: localIssuers.get(jwt.Issuer) ?? jwt.Issuer,
      audience: jwt.Audience,
      identitySources: properties.IdentitySource,
    });
  }
  return read;
}
