/** Reads the HTTP API: its routes, their functions and their authorizers. */
import * as z from 'zod';
import type { JwtRule, LocalRoute } from './model.ts';
import { readAll } from './properties.ts';
import type { Reading } from './read.ts';
import { nameOfFunction } from './read-events.ts';
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

export function readDoor(reading: Reading): LocalRoute[] {
  const integrations = readIntegrations(reading);
  const authorizers = readAuthorizers(reading);
  return readAll(reading, 'AWS::ApiGatewayV2::Route', route).map(({ id, properties }) => {
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

function readIntegrations(reading: Reading): Map<string, string> {
  const read = new Map<string, string>();
  for (const { id, properties } of readAll(reading, 'AWS::ApiGatewayV2::Integration', integration)) {
    const { IntegrationType: type, IntegrationUri: uri, PayloadFormatVersion: version } = properties;
    if (type !== 'AWS_PROXY' || uri === undefined || version !== '2.0') {
      throw new Error(`${id} is not a Lambda integration with payload format 2.0, the only kind that is served here.`);
    }
    read.set(id, nameOfFunction(uri));
  }
  return read;
}

function readAuthorizers(reading: Reading): Map<string, Omit<JwtRule, 'scopes'>> {
  const here = new Map(issuersOf(reading.template, reading.places));
  const read = new Map<string, Omit<JwtRule, 'scopes'>>();
  for (const { id, properties } of readAll(reading, 'AWS::ApiGatewayV2::Authorizer', authorizer)) {
    const jwt = properties.JwtConfiguration;
    if (!jwt) throw new Error(`${id} is not a JWT authorizer, the only kind that is served here.`);
    read.set(id, {
      issuer: here.get(jwt.Issuer) ?? jwt.Issuer,
      audience: jwt.Audience,
      identitySources: properties.IdentitySource,
    });
  }
  return read;
}
