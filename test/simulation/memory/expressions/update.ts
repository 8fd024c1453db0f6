/** Update expressions: SET, REMOVE, ADD and DELETE of whole attributes. */
import { NotModelled, validationError } from '../errors.ts';
import type { Item, Value } from '../item.ts';
import { operandValue } from './condition.ts';
import { type Aliases, cachedParser, type Tokens } from './tokens.ts';

type Term = { operand: string } | { otherwise: string; name: string } | { list: Term; more: Term };

interface Assignment {
  name: string;
  left: Term;
  sign?: '+' | '-';
  right?: Term;
}

export interface Update {
  set: Assignment[];
  remove: string[];
  add: { name: string; value: string }[];
  delete: { name: string; value: string }[];
}

export const parseUpdate = cachedParser((tokens): Update => {
  const update: Update = { set: [], remove: [], add: [], delete: [] };
  while (tokens.peek() !== '') readClause(tokens, update);
  return update;
});

function readClause(tokens: Tokens, update: Update): void {
  const clause = tokens.next().toUpperCase();
  do {
    if (clause === 'SET') update.set.push(readAssignment(tokens));
    else if (clause === 'REMOVE') update.remove.push(tokens.name());
    else if (clause === 'ADD') update.add.push({ name: tokens.name(), value: tokens.next() });
    else if (clause === 'DELETE') update.delete.push({ name: tokens.name(), value: tokens.next() });
    else throw new NotModelled(`the update clause ${clause}`);
  } while (tokens.take(','));
}

function readAssignment(tokens: Tokens): Assignment {
  const name = tokens.name();
  tokens.expect('=');
  const left = readTerm(tokens);
  const sign = tokens.take('+') ? '+' : tokens.take('-') ? '-' : undefined;
  return sign ? { name, left, sign, right: readTerm(tokens) } : { name, left };
}

function readTerm(tokens: Tokens): Term {
  const operand = tokens.peek().startsWith(':') ? tokens.next() : tokens.name();
  if (!tokens.take('(')) return { operand };
  if (operand === 'list_append') {
    const list = readTerm(tokens);
    tokens.expect(',');
    const more = readTerm(tokens);
    tokens.expect(')');
    return { list, more };
  }
  if (operand !== 'if_not_exists') throw new NotModelled(`the function ${operand} in an update`);
  const name = tokens.name();
  tokens.expect(',');
  const otherwise = tokens.next();
  tokens.expect(')');
  return { name, otherwise };
}

/** Every attribute that the update writes, by its own name. @throws ValidationException for one written twice */
export function writtenNames(update: Update, aliases: Aliases): string[] {
  const texts = [...update.set, ...update.add, ...update.delete].map(({ name }) => name);
  const names = [...texts, ...update.remove].map((text) => aliases.name(text));
  if (new Set(names).size < names.length) throw validationError('Two document paths overlap with each other');
  return names;
}

/** @param before the row, or its key alone where none stands: all that is read, is read from it */
export function applyUpdate(update: Update, before: Item, aliases: Aliases): Item {
  const after: Record<string, Value> = { ...before };
  for (const assignment of update.set)
    after[aliases.name(assignment.name)] = assignedValue(assignment, before, aliases);
  for (const text of update.remove) delete after[aliases.name(text)];
  for (const { name: text, value } of update.add) {
    const name = aliases.name(text);
    after[name] = addedTo(before[name], aliases.value(value));
  }
  for (const { name: text, value } of update.delete) {
    const name = aliases.name(text);
    const left = takenFrom(before[name], aliases.value(value));
    if (left) after[name] = left;
    else delete after[name];
  }
  return after;
}

function assignedValue({ left, sign, right }: Assignment, before: Item, aliases: Aliases): Value {
  const first = termValue(left, before, aliases);
  if (!sign || !right) return first;
  const second = termValue(right, before, aliases);
  if (typeof first !== 'number' || typeof second !== 'number') throw wrongType();
  return sign === '+' ? first + second : first - second;
}

function termValue(term: Term, before: Item, aliases: Aliases): Value {
  if ('list' in term) {
    const [list, more] = [term.list, term.more].map((one) => termValue(one, before, aliases));
    if (!Array.isArray(list) || !Array.isArray(more)) throw wrongType();
    return [...list, ...more];
  }
  const value =
    'operand' in term
      ? operandValue(term.operand, before, aliases)
      : (before[aliases.name(term.name)] ?? operandValue(term.otherwise, before, aliases));
  if (value === undefined) {
    throw validationError('The provided expression refers to an attribute that does not exist in the item');
  }
  return value;
}

function addedTo(before: Value | undefined, more: Value): Value {
  if (typeof more === 'number' && (before === undefined || typeof before === 'number')) return (before ?? 0) + more;
  if (more instanceof Set && (before === undefined || before instanceof Set))
    return new Set([...(before ?? []), ...more]);
  throw wrongType();
}

/** @returns undefined when nothing is left: DynamoDB keeps no empty set */
function takenFrom(before: Value | undefined, less: Value): Value | undefined {
  if (!(less instanceof Set) || !(before === undefined || before instanceof Set)) throw wrongType();
  const left = new Set([...(before ?? [])].filter((one) => !less.has(one)));
  return left.size > 0 ? left : undefined;
}

const wrongType = (): Error => validationError('An operand in the update expression has an incorrect data type');
