/** Splits an expression into tokens, and reads them one after another. */
import { NotModelled, validationError } from '../errors.ts';
import type { Value } from '../item.ts';
import { copyValue } from '../values.ts';

const token = /\s*(#\w+|:\w+|[A-Za-z_]\w*|<>|<=|>=|[=<>(),+-])/y;

export interface Tokens {
  /** The token to come, or the empty text at the end. */
  peek(): string;
  next(): string;
  /** Takes the keyword or sign if it comes next. Keywords are the same in capitals and small letters. */
  take(wanted: string): boolean;
  /** @throws NotModelled when something else comes next */
  expect(wanted: string): void;
  /** The name of an attribute, or its alias. */
  name(): string;
  /** @returns names' and values' aliases that were read, each once */
  used(): readonly string[];
}

export function readTokens(expression: string): Tokens {
  const tokens = splitTokens(expression);
  const aliases = new Set(tokens.filter((text) => text.startsWith('#') || text.startsWith(':')));
  let place = 0;
  const peek = () => tokens[place] ?? '';
  const next = () => {
    const text = peek();
    place += 1;
    return text;
  };
  const take = (wanted: string) => {
    if (peek().toUpperCase() !== wanted) return false;
    place += 1;
    return true;
  };
  return {
    peek,
    next,
    take,
    expect(wanted) {
      if (!take(wanted)) throw new NotModelled(`"${wanted}" expected before "${peek()}" in: ${expression}`);
    },
    name() {
      const text = next();
      if (!/^[#A-Za-z_]/.test(text)) throw new NotModelled(`a name expected in place of "${text}" in: ${expression}`);
      return text;
    },
    used: () => [...aliases],
  };
}

function splitTokens(expression: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const end = expression.trimEnd().length;
  for (let place = 0; place < end; place = token.lastIndex) {
    const text = token.exec(expression)?.[1];
    if (text === undefined) throw new NotModelled(`the expression at "${expression.slice(place)}"`);
    tokens.push(text);
  }
  return tokens;
}

/** An expression that was read once: its tree, and the aliases in it. */
export interface Parsed<Tree> {
  tree: Tree;
  aliases: readonly string[];
}

/** Each text is parsed once: the store writes few different ones. */
export function cachedParser<Tree>(parse: (tokens: Tokens) => Tree): (expression: string) => Parsed<Tree> {
  const known = new Map<string, Parsed<Tree>>();
  return (expression) => {
    const before = known.get(expression);
    if (before) return before;
    const tokens = readTokens(expression);
    const tree = parse(tokens);
    if (tokens.peek() !== '') throw new NotModelled(`the expression from "${tokens.peek()}" on: ${expression}`);
    const parsed = { tree, aliases: tokens.used() };
    known.set(expression, parsed);
    return parsed;
  };
}

/** What the aliases of one call stand for. */
export interface Aliases {
  name(text: string): string;
  value(text: string): Value;
}

interface AliasInput {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

/**
 * @param parsed every expression of the call: an alias that none of them uses is refused, as AWS does
 * @throws ValidationException for an alias that is not defined, or not used
 */
export function bindAliases(input: AliasInput, parsed: readonly (Parsed<unknown> | undefined)[]): Aliases {
  const names = input.ExpressionAttributeNames ?? {};
  const values = input.ExpressionAttributeValues ?? {};
  const used = usedAliases(parsed);
  for (const alias of used) {
    if ((alias.startsWith('#') ? names : values)[alias] === undefined) throw notDefined(alias);
  }
  if (used.length < countDefined(names) + countDefined(values)) {
    throw validationError('an alias is defined and not used in any expression');
  }
  return {
    name: (text) => (text.startsWith('#') ? (names[text] ?? '') : text),
    value: (text) => copyValue(values[text]),
  };
}

function usedAliases(parsed: readonly (Parsed<unknown> | undefined)[]): readonly string[] {
  const given = parsed.filter((one) => one !== undefined);
  const [first] = given;
  // Most calls have one expression, whose aliases are each there once.
  return given.length === 1 && first ? first.aliases : [...new Set(given.flatMap(({ aliases }) => aliases))];
}

/** What is undefined is dropped by marshalling. */
function countDefined(aliases: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const alias in aliases) if (aliases[alias] !== undefined) count += 1;
  return count;
}

const notDefined = (alias: string): Error => validationError(`${alias} is used and not defined`);
