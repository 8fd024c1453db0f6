/**
 * People's accounts on this machine, and the calls of Cognito that look after them: AdminCreateUser,
 * AdminGetUser, AdminUpdateUserAttributes and AdminDeleteUser, the only ones that the functions make, beside those on clients' secrets
 * (client-secrets.ts). The accounts are kept in the data folder, with made-up people for each party of the register.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { SavedValues } from '#local/data-folder/saved-values.ts';
import { type ClientSecrets, openClientSecrets } from './client-secrets.ts';
import { fault, ok, type PoolAnswer, type PoolCall } from './pool-call.ts';
import { loopback } from './ports.ts';

/** Somebody to sign in as, who acts for a party. */
export interface Person {
  id: string;
  party: string;
  /** Without a name they are made up, like everybody of the party. */
  name?: string | undefined;
  email?: string | undefined;
  /** Separated by spaces; absent where the account says nothing of roles. */
  roles?: string | undefined;
}

export interface UserPool {
  url: string;
  people(): Person[];
  find(id: string): Person | undefined;
  /** Adds these people, unless they are known or were deleted. */
  add(people: readonly Person[]): void;
  clientSecrets: ClientSecrets;
  stop(): Promise<void>;
}

export const userPoolTarget = 'AWSCognitoIdentityProviderService';
const subjectPrefix = 'person-of-';
export const subjectOf = ({ id }: Person): string => `${subjectPrefix}${id}`;
/**
 * The made-up people of a party: one of whom the account says no roles, the first administrator with all roles that mean
 * something there, and of the authority somebody who is a manager and nothing else.
 */
export function madeUpPeopleOf({ id: party, kind }: { id: string; kind: string }): Person[] {
  const isAuthority = kind === 'authority';
  const named = (role: string, firstName: string, roles: string): Person => ({
    id: `${role}-of-${party}`,
    party,
    name: `${firstName} Example`,
    email: `${firstName.toLowerCase()}@${party}.example.org`,
    roles,
  });
  return [
    { id: party, party },
    named('administrator', 'Alex', isAuthority ? 'worker triage manager administrator' : 'worker administrator'),
    ...(isAuthority ? [named('manager', 'Morgan', 'manager')] : []),
  ];
}

const personSchema = z.object({
  id: z.string(),
  party: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  roles: z.string().optional(),
});
/** Null where they were deleted. */
const savedSchema = z.record(z.string(), personSchema.nullable());
const requestSchema = z.object({
  Username: z.string().min(1),
  UserAttributes: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
});

type Saved = z.output<typeof savedSchema>;
type Request = z.output<typeof requestSchema>;

export async function startUserPool({
  port,
  savedValues,
}: {
  port: number;
  savedValues: SavedValues;
}): Promise<UserPool> {
  const saved: Saved = savedSchema.parse(JSON.parse(savedValues.find('people') ?? '{}'));
  const save = () => savedValues.set('people', JSON.stringify(saved));
  const people = () => Object.values(saved).filter((person) => person !== null);
  /** By subject, or by address. */
  const findUser = (name: string) =>
    people().find((person) => name === subjectOf(person) || isSame(person.email, name));

  const clientSecrets = openClientSecrets(savedValues);
  const calls: Readonly<Record<string, PoolCall>> = {
    ...clientSecrets.calls,
    AdminCreateUser(input) {
      const { Username: email, UserAttributes: attributes } = requestSchema.parse(input);
      if (findUser(email)) return fault('UsernameExistsException', 'User account already exists');
      const person: Person = { id: randomUUID(), party: attributeOf(attributes, 'custom:party') ?? '' };
      saved[person.id] = { ...person, email, ...changesOf(attributes) };
      save();
      return ok({
        User: { Username: subjectOf(person), Attributes: [{ Name: 'sub', Value: subjectOf(person) }], Enabled: true },
      });
    },
    AdminGetUser(input) {
      const person = findUser(requestSchema.parse(input).Username);
      if (!person) return fault('UserNotFoundException', 'User does not exist.');
      const attributes = [{ Name: 'custom:party', Value: person.party }];
      return ok({ Username: subjectOf(person), Enabled: true, UserAttributes: attributes });
    },
    AdminUpdateUserAttributes(input) {
      const { Username: name, UserAttributes: attributes } = requestSchema.parse(input);
      const person = findUser(name);
      if (!person) return fault('UserNotFoundException', 'User does not exist.');
      saved[person.id] = { ...person, ...changesOf(attributes) };
      save();
      return ok({});
    },
    AdminDeleteUser(input) {
      const { Username: name } = requestSchema.parse(input);
      const person = findUser(name);
      if (!person) return fault('UserNotFoundException', 'User does not exist.');
      saved[person.id] = null;
      save();
      return ok({});
    },
  };

  const server = createServer((incoming, outgoing) => void handleRequest(incoming, outgoing, calls));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  return {
    url: `http://${loopback}:${port}`,
    people,
    clientSecrets,
    find: (id) => saved[id] ?? undefined,
    add(known) {
      for (const person of known) if (!(person.id in saved)) saved[person.id] = person;
      save();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As the pool is set up, capitals in an address do not matter. */
const isSame = (email: string | undefined, name: string): boolean => email?.toLowerCase() === name.toLowerCase();

const attributeOf = (attributes: Request['UserAttributes'], name: string): string | undefined =>
  attributes.find(({ Name }) => Name === name)?.Value;

function changesOf(attributes: Request['UserAttributes']): Pick<Person, 'name' | 'roles'> {
  const [name, roles] = [attributeOf(attributes, 'name'), attributeOf(attributes, 'custom:roles')];
  return { ...(name !== undefined && { name }), ...(roles !== undefined && { roles }) };
}

async function handleRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  calls: Readonly<Record<string, PoolCall>>,
): Promise<void> {
  const [service, operation = ''] = String(incoming.headers['x-amz-target']).split('.');
  const call = service === userPoolTarget ? calls[operation] : undefined;
  const { status, body } = call
    ? answer(call, await readJson(incoming))
    : fault('InvalidParameterException', `Served locally: ${Object.keys(calls).join(', ')}.`);
  outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}

function answer(call: PoolCall, input: unknown): PoolAnswer {
  try {
    return call(input);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return fault('InvalidParameterException', `Missing or wrong: ${error.issues.map(({ path }) => path.join('.'))}.`);
  }
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await text(incoming));
  } catch {
    return undefined;
  }
}
