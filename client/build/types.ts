/** Prints TypeScript types and the route table of the API for the library, from the contract's own schemas. */
import * as z from 'zod';
import { documentedDetailSchema } from '../../src/contracts/documented-detail.ts';
import { notReferredSchema } from '../../src/contracts/intake-requests.ts';
import { batchResponseSchema, referralResponseSchema } from '../../src/contracts/intake-responses.ts';
import {
  changeListSchema,
  disclosureListSchema,
  handOffListSchema,
  referralListSchema,
  triageListSchema,
} from '../../src/contracts/list-responses.ts';
import { messageSchemas } from '../../src/contracts/messages.ts';
import { problemCodes, problemSchema } from '../../src/contracts/problems.ts';
import { reconciliationSchema, senderCountSchema } from '../../src/contracts/reconciliation.ts';
import { reportSchema, returnSchema, routeByHandSchema, withdrawSchema } from '../../src/contracts/requests.ts';
import { caseStatusSchema, handOffSchema, referralViewSchema } from '../../src/contracts/responses.ts';
import { isApiRoute, type Route, routes } from '../../src/contracts/routes.ts';
import { submissionSchema } from '../../src/contracts/submission/schema.ts';
import { volumesParameters, volumesResponseSchema } from '../../src/contracts/volumes.ts';
import { triageReasons } from '../../src/domain/case/model.ts';
import { handOffStatuses, openHandOffStatuses, referralStatuses } from '../../src/domain/states.ts';

/** What is sent: only the words that are known. */
const requests = {
  Referral: submissionSchema,
  Report: reportSchema,
  Withdrawal: withdrawSchema,
  NotReferred: notReferredSchema,
  SenderCount: senderCountSchema,
  RouteByHand: routeByHandSchema,
  Return: returnSchema,
  VolumesQuery: volumesParameters,
};

/** What is answered: a vocabulary may have words that are added later. */
const answers = {
  ReferralResponse: referralResponseSchema,
  ReferralView: referralViewSchema,
  ReferralList: referralListSchema,
  Reconciliation: reconciliationSchema,
  BatchResponse: batchResponseSchema,
  CaseStatus: caseStatusSchema,
  HandOff: handOffSchema,
  HandOffDetail: documentedDetailSchema(),
  HandOffList: handOffListSchema,
  ChangeList: changeListSchema,
  DisclosureList: disclosureListSchema,
  TriageList: triageListSchema,
  VolumesResponse: volumesResponseSchema,
  ProblemDocument: problemSchema,
  HandOffMessage: messageSchemas['hand-off'],
  AmendmentMessage: messageSchemas.amendment,
  WithdrawalMessage: messageSchemas.withdrawal,
};

interface Json {
  type?: string | string[];
  properties?: Record<string, Json>;
  required?: string[];
  additionalProperties?: Json | boolean;
  items?: Json;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Json[];
  oneOf?: Json[];
  $ref?: string;
  $defs?: Record<string, Json>;
  description?: string;
}

const head = `/**
 * The types and routes of the API, made from its schemas by client/build/types.ts: do not edit.
 * \`node client/build/main.ts --types\` writes them again.
 */

/** A word of a vocabulary. More may be added: treat one that you do not know as such, and go on. */
export type Open<Word extends string> = Word | (string & {});
`;

export function printTypes(): string {
  const named = new Map<string, string>();
  const print = (name: string, schema: z.ZodType, isOpen: boolean): void => {
    const io = isOpen ? 'output' : 'input';
    const json = z.toJSONSchema(schema, { io, reused: 'inline', unrepresentable: 'any' }) as Json;
    for (const [id, definition] of Object.entries(json.$defs ?? {}))
      if (!named.has(id)) named.set(id, typeText(definition, { isOpen, indent: '' }));
    const text = typeText(json, { isOpen, indent: '' });
    if (text !== name) named.set(name, text);
  };
  for (const [name, schema] of Object.entries(requests)) print(name, schema, false);
  for (const [name, schema] of Object.entries(answers)) print(name, schema, true);
  const types = [...named].map(([name, text]) => `export type ${name} = ${text};\n`);
  const table = Object.entries<Route>(routes).flatMap(([name, route]) =>
    isApiRoute(route) ? [`  ${name}: { method: '${route.method}', path: '${route.path}' },\n`] : [],
  );
  const words = (list: readonly string[]) => list.map((word) => `'${word}'`).join(' | ');
  return [
    head,
    ...types,
    `export type ReferralStatus = ${words(referralStatuses)};\n`,
    `export type HandOffStatus = ${words(handOffStatuses)};\n`,
    `export type TriageReason = ${words(triageReasons)};\n`,
    `export type ProblemCode = ${words(problemCodes)};\n`,
    `export const handOffStatuses: readonly string[] = ${JSON.stringify(handOffStatuses).replaceAll('"', "'")};\n`,
    `export const openHandOffStatuses: readonly string[] = ${JSON.stringify(openHandOffStatuses).replaceAll('"', "'")};\n`,
    `export const routes = {\n${table.join('')}} as const;\nexport type RouteName = keyof typeof routes;\n`,
  ].join('\n');
}

interface Style {
  isOpen: boolean;
  indent: string;
}

function typeText(schema: Json, style: Style): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'unknown';
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return union(options.map((option) => typeText(option, style)));
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return enumText(schema.enum, style);
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeText({ ...schema, type }, style)));
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `${bracketed(typeText(schema.items ?? {}, style))}[]`;
    case 'object':
      return objectText(schema, style);
    default:
      return 'unknown';
  }
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value);
const union = (parts: readonly string[]): string => [...new Set(parts)].join(' | ');
const bracketed = (text: string): string => (text.includes(' | ') ? `(${text})` : text);

function enumText(values: readonly unknown[], { isOpen }: Style): string {
  const words = values.filter((value) => value !== null).map(literal);
  const text = isOpen ? `Open<${union(words)}>` : union(words);
  return values.includes(null) ? `${text} | null` : text;
}

function objectText({ properties, required = [], additionalProperties }: Json, style: Style): string {
  if (!properties) {
    const value = typeof additionalProperties === 'object' ? typeText(additionalProperties, style) : 'unknown';
    return `{ [name: string]: ${value} }`;
  }
  const indent = `${style.indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const key = /^[\w$]+$/.test(name) ? name : `'${name}'`;
    const mark = required.includes(name) ? '' : '?';
    const words = schema.description?.replaceAll('*/', '* /');
    const comment = words === undefined ? '' : `${indent}/** ${words} */\n`;
    return `${comment}${indent}${key}${mark}: ${typeText(schema, { ...style, indent })};\n`;
  });
  return lines.length === 0 ? '{ [name: string]: never }' : `{\n${lines.join('')}${style.indent}}`;
}
