/** Decides who gets a token and with what scope: the checks that oauth2-mock-server does not make. */
import type { TokenRequestIncomingMessage } from 'oauth2-mock-server';
import type { ClientSecrets } from './client-secrets.ts';
import type { Person } from './user-pool.ts';

export interface IssuerClient {
  clientId: string;
  /** Undefined for a public client, which uses PKCE. */
  clientSecret: string | undefined;
  /** client_credentials, code. */
  flows: readonly string[];
  /** Redirect URIs it may use. */
  callbackUrls: readonly string[];
  /** Scopes it may request. */
  scopes: readonly string[];
  /** The party it acts for; goes into its tokens. */
  party: string;
}

/** What an authorization code was issued for. */
export interface CodeGrant {
  clientId: string;
  redirectUri: string;
  person: Person;
  /** How they proved who they are (RFC 8176). */
  methods: readonly string[];
}

export interface AuthorizationCodes {
  /** The grant of a code that has not been redeemed. */
  find(code: string): CodeGrant | undefined;
  redeem(code: string): void;
}

export interface TokenGrant {
  client: IssuerClient;
  scope: string;
  party: string;
  /** Who signed in, and the authorization code that was redeemed. */
  person?: Person;
  methods?: readonly string[];
  code?: string;
}

/** An error response, RFC 6749 §5.2. */
export interface TokenError {
  status: number;
  error: string;
  description: string;
}

export function checkTokenRequest(
  request: TokenRequestIncomingMessage,
  clients: ReadonlyMap<string, IssuerClient>,
  codes: AuthorizationCodes,
  secrets: Pick<ClientSecrets, 'accepts'>,
): TokenGrant | TokenError {
  const { clientId, clientSecret } = readCredentials(request);
  const client = clients.get(clientId);
  if (!client || !secrets.accepts(clientId, clientSecret)) {
    return { status: 401, error: 'invalid_client', description: 'The client is not known, or its secret is wrong.' };
  }
  const flow = flows.get(request.body.grant_type);
  if (flow === undefined) {
    return {
      status: 400,
      error: 'unsupported_grant_type',
      description: 'Served: client_credentials, authorization_code.',
    };
  }
  if (!client.flows.includes(flow)) {
    return {
      status: 400,
      error: 'unauthorized_client',
      description: `This client may use: ${client.flows.join(', ')}.`,
    };
  }
  return flow === 'code' ? checkCode(request, client, codes) : checkScopes(request, client);
}

/** OAuth grant type to Cognito's name for it. */
const flows = new Map([
  ['client_credentials', 'client_credentials'],
  ['authorization_code', 'code'],
]);

function checkScopes(request: TokenRequestIncomingMessage, client: IssuerClient): TokenGrant | TokenError {
  const requestedScopes = (request.body.scope ?? '').split(' ').filter((scope) => scope !== '');
  if (requestedScopes.some((scope) => !client.scopes.includes(scope))) {
    return { status: 400, error: 'invalid_scope', description: `This client may have: ${client.scopes.join(' ')}.` };
  }
  return {
    client,
    party: client.party,
    scope: (requestedScopes.length === 0 ? client.scopes : requestedScopes).join(' '),
  };
}

/** oauth2-mock-server checks that the verifier matches the challenge, but not that there is one. */
function checkCode(
  request: TokenRequestIncomingMessage,
  client: IssuerClient,
  codes: AuthorizationCodes,
): TokenGrant | TokenError {
  const {
    code = '',
    code_verifier: verifier,
    redirect_uri: redirectUri,
  }: Record<string, unknown> = { ...request.body };
  const grant = codes.find(String(code));
  const isValid =
    grant?.clientId === client.clientId && grant.redirectUri === redirectUri && typeof verifier === 'string';
  if (!grant || !isValid) {
    return {
      status: 400,
      error: 'invalid_grant',
      description: 'The code is not known, was used, or was given to another.',
    };
  }
  return {
    client,
    party: grant.person.party,
    person: grant.person,
    methods: grant.methods,
    scope: client.scopes.join(' '),
    code: String(code),
  };
}

/** Reads the client's credentials from the Basic header or the body. */
function readCredentials(request: TokenRequestIncomingMessage): { clientId: string; clientSecret: string } {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '');
  if (basic?.[1] !== undefined) {
    const [clientId = '', clientSecret = ''] = Buffer.from(basic[1], 'base64').toString('utf8').split(/:(.*)/s);
    return { clientId: decodeURIComponentSafely(clientId), clientSecret: decodeURIComponentSafely(clientSecret) };
  }
  const body: Record<string, unknown> = { ...request.body };
  return { clientId: String(body['client_id'] ?? ''), clientSecret: String(body['client_secret'] ?? '') };
}

/** RFC 6749 §2.3.1 form-encodes both parts; a stray percent sign is taken literally. */
function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
