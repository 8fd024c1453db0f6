/** People's accounts in Cognito user pools. AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER sets the endpoint, for example to an emulator. */
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { PartyId } from '#src/domain/ids.ts';
import type { StaffRole } from '#src/domain/vocabulary.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import type { Accounts } from '#src/usecases/ports/staff.ts';
import { callLimits } from './call-limits.ts';
import { isTransient } from './transient.ts';

export interface PoolSettings {
  userPoolId: string;
  /** The issuer of its tokens, which with `sub` makes a subject. */
  issuer: string;
  /** Whether Cognito writes to whom is given an account, with a password for the first time. Else none has one. */
  invitesByMail: boolean;
}

export const accountsClient = (timeouts?: Parameters<typeof callLimits>[1]): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient(callLimits(3, timeouts));

/** How long a page waits for the pool to say whether somebody still has an account: all attempts together. */
const lookLimitMs = 1500;

/** Without an invitation people sign in by a code sent to their address, which Cognito need not tell them. */
export function poolAccounts(
  client: CognitoIdentityProviderClient,
  { userPoolId: UserPoolId, issuer, invitesByMail }: PoolSettings,
  limitMs = lookLimitMs,
): Accounts {
  return {
    async create({ party, name, email, roles }) {
      const command = new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        ...(invitesByMail ? { DesiredDeliveryMediums: ['EMAIL'] } : { MessageAction: 'SUPPRESS' }),
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'custom:party', Value: party },
          ...personAttributes(name, roles),
        ],
      });
      try {
        const { User } = await orUnavailable(client.send(command));
        const sub = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
        if (sub === undefined) throw new Error('the user pool gave no sub');
        return { subject: `${issuer} ${sub}` };
      } catch (error) {
        if (isNamed(error, 'UsernameExistsException')) return { taken: true };
        throw error;
      }
    },

    async change(subject, { name, roles }) {
      const command = new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username: subOf(subject, issuer),
        UserAttributes: personAttributes(name, roles),
      });
      await orUnavailable(client.send(command));
    },

    async isOpen(subject, party) {
      // Signed in with an issuer that the deployment had before.
      if (!isOfIssuer(subject, issuer)) return false;
      const command = new AdminGetUserCommand({ UserPoolId, Username: subOf(subject, issuer) });
      try {
        const call = client.send(command, { abortSignal: AbortSignal.timeout(limitMs) });
        const { Enabled, UserAttributes = [] } = await orUnavailable(call);
        return Enabled === true && UserAttributes.some(({ Name, Value }) => Name === 'custom:party' && Value === party);
      } catch (error) {
        if (isNamed(error, 'UserNotFoundException')) return false;
        throw error;
      }
    },

    async close(subject) {
      const command = new AdminDeleteUserCommand({ UserPoolId, Username: subOf(subject, issuer) });
      try {
        await orUnavailable(client.send(command));
      } catch (error) {
        if (!isNamed(error, 'UserNotFoundException')) throw error;
      }
    },
  };
}

/** Accounts in two pools: each is in that whose issuer its subject names, and a new one goes where the people of its party belong. */
export function accountsInTwoPools(
  common: Accounts,
  authority: { accounts: Accounts; issuer: string; isOf(party: PartyId): boolean },
): Accounts {
  const poolOf = (subject: string): Accounts => (isOfIssuer(subject, authority.issuer) ? authority.accounts : common);
  return {
    create: (account) => (authority.isOf(account.party) ? authority.accounts : common).create(account),
    change: (subject, to) => poolOf(subject).change(subject, to),
    isOpen: (subject, party) => poolOf(subject).isOpen(subject, party),
    close: (subject) => poolOf(subject).close(subject),
  };
}

const isOfIssuer = (subject: string, issuer: string): boolean => subject.startsWith(`${issuer} `);

const personAttributes = (name: string, roles: readonly StaffRole[]): AttributeType[] => [
  { Name: 'name', Value: name },
  { Name: 'custom:roles', Value: roles.join(' ') },
];

/** @throws RangeError for an account of another issuer */
function subOf(subject: string, issuer: string): string {
  const [from, sub] = subject.split(' ');
  if (from !== issuer || sub === undefined) throw new RangeError('the account is not in this user pool');
  return sub;
}

async function orUnavailable<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (isTransient(error) || isNamed(error, 'AbortError')) throw new Unavailable('UserPool', { cause: error });
    throw error;
  }
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;
