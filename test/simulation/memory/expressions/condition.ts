/** Conditions, filters and key conditions: one grammar. */
import { NotModelled, validationError } from '../errors.ts';
import type { Item, Value } from '../item.ts';
import { compareValues, isSame } from '../values.ts';
import { type Aliases, cachedParser, type Tokens } from './tokens.ts';

const signs = ['=', '<>', '<', '<=', '>', '>='] as const;
type Sign = (typeof signs)[number];
/** An attribute's name or alias, or a value's alias, which begins with a colon. */
type Operand = string;

export type Condition =
  | { op: 'and' | 'or'; parts: readonly Condition[] }
  | { op: 'not'; part: Condition }
  | { op: 'compare'; sign: Sign; left: Operand; right: Operand }
  | { op: 'between'; value: Operand; low: Operand; high: Operand }
  | { op: 'in'; value: Operand; among: readonly Operand[] }
  | { op: 'exists'; name: string; wanted: boolean }
  | { op: 'begins'; value: Operand; prefix: Operand }
  | { op: 'contains'; value: Operand; part: Operand };

export const parseCondition = cachedParser(readOr);

function readOr(tokens: Tokens): Condition {
  const parts = [readAnd(tokens)];
  while (tokens.take('OR')) parts.push(readAnd(tokens));
  return joined('or', parts);
}

function readAnd(tokens: Tokens): Condition {
  const parts = [readNot(tokens)];
  while (tokens.take('AND')) parts.push(readNot(tokens));
  return joined('and', parts);
}

const joined = (op: 'and' | 'or', parts: Condition[]): Condition => {
  const [first] = parts;
  return parts.length === 1 && first ? first : { op, parts };
};

/** What stood in parentheses: DynamoDB refuses those around it once more. */
const grouped = new WeakSet<Condition>();

function readNot(tokens: Tokens): Condition {
  if (tokens.take('NOT')) return { op: 'not', part: readNot(tokens) };
  if (tokens.take('(')) {
    const inner = readOr(tokens);
    tokens.expect(')');
    if (grouped.has(inner)) throw validationError('The expression has redundant parentheses');
    grouped.add(inner);
    return inner;
  }
  const first = readOperand(tokens);
  return tokens.take('(') ? readFunction(first, tokens) : readComparison(first, tokens);
}

function readFunction(name: string, tokens: Tokens): Condition {
  const first = readOperand(tokens);
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    tokens.expect(')');
    return { op: 'exists', name: first, wanted: name === 'attribute_exists' };
  }
  if (name !== 'begins_with' && name !== 'contains') throw new NotModelled(`the function ${name}`);
  tokens.expect(',');
  const second = readOperand(tokens);
  tokens.expect(')');
  return name === 'contains'
    ? { op: 'contains', value: first, part: second }
    : { op: 'begins', value: first, prefix: second };
}

function readComparison(value: Operand, tokens: Tokens): Condition {
  if (tokens.take('BETWEEN')) {
    const low = readOperand(tokens);
    tokens.expect('AND');
    return { op: 'between', value, low, high: readOperand(tokens) };
  }
  if (tokens.take('IN')) {
    tokens.expect('(');
    const among = [readOperand(tokens)];
    while (tokens.take(',')) among.push(readOperand(tokens));
    tokens.expect(')');
    return { op: 'in', value, among };
  }
  const text = tokens.next();
  const sign = signs.find((known) => known === text);
  if (sign === undefined) throw new NotModelled(`the comparison "${text}"`);
  return { op: 'compare', sign, left: value, right: readOperand(tokens) };
}

const readOperand = (tokens: Tokens): Operand => (tokens.peek().startsWith(':') ? tokens.next() : tokens.name());

/** Names and aliases of attributes in a condition. */
export function namesIn(condition: Condition): string[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(namesIn);
    case 'not':
      return namesIn(condition.part);
    case 'exists':
      return [condition.name];
    case 'compare':
      return [condition.left, condition.right].filter(isName);
    case 'between':
      return [condition.value, condition.low, condition.high].filter(isName);
    case 'in':
      return [condition.value, ...condition.among].filter(isName);
    case 'begins':
      return [condition.value, condition.prefix].filter(isName);
    case 'contains':
      return [condition.value, condition.part].filter(isName);
  }
}

const isName = (operand: Operand): boolean => !operand.startsWith(':');

export const operandValue = (operand: Operand, item: Item | undefined, aliases: Aliases): Value | undefined =>
  isName(operand) ? item?.[aliases.name(operand)] : aliases.value(operand);

/** @param item undefined where no row stands: a condition may still hold */
export function holds(condition: Condition, item: Item | undefined, aliases: Aliases): boolean {
  const read = (operand: Operand) => operandValue(operand, item, aliases);
  switch (condition.op) {
    case 'and':
      return condition.parts.every((part) => holds(part, item, aliases));
    case 'or':
      return condition.parts.some((part) => holds(part, item, aliases));
    case 'not':
      return !holds(condition.part, item, aliases);
    case 'exists':
      return (read(condition.name) !== undefined) === condition.wanted;
    case 'compare':
      return compares(condition.sign, read(condition.left), read(condition.right));
    case 'between': {
      const value = read(condition.value);
      return compares('>=', value, read(condition.low)) && compares('<=', value, read(condition.high));
    }
    case 'in':
      return condition.among.some((one) => compares('=', read(condition.value), read(one)));
    case 'begins':
      return beginsWith(read(condition.value), read(condition.prefix));
    case 'contains':
      return contains(read(condition.value), read(condition.part));
  }
}

/** What is not there equals nothing, so it is unequal to everything, and it has no order. */
function compares(sign: Sign, left: Value | undefined, right: Value | undefined): boolean {
  const known = left !== undefined && right !== undefined;
  if (sign === '=') return known && isSame(left, right);
  if (sign === '<>') return !(known && isSame(left, right));
  const order = known ? compareValues(left, right) : undefined;
  if (order === undefined) return false;
  const wanted = { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 };
  return wanted[sign];
}

function beginsWith(value: Value | undefined, prefix: Value | undefined): boolean {
  if (typeof value === 'string' && typeof prefix === 'string') return value.startsWith(prefix);
  if (value instanceof Uint8Array || prefix instanceof Uint8Array) throw new NotModelled('begins_with on bytes');
  return false;
}

function contains(value: Value | undefined, part: Value | undefined): boolean {
  if (part === undefined) return false;
  if (typeof value === 'string') return typeof part === 'string' && value.includes(part);
  if (value instanceof Set || Array.isArray(value)) return [...value].some((one) => isSame(one, part));
  return false;
}
