/**
 * What a TypeScript file imports: values, types, re-exports, side effects, import() and
 * require(), as written. Read from the text, because the type stripper drops what is only
 * a type, and TypeScript 7 has no programming interface to ask.
 */
export interface Import {
  specifier: string;
  line: number;
}

/** Stands for an import() whose argument is not a literal, so that its target is unknown. */
export const computed = '(computed)';

export function importsOf(source: string): Import[] {
  const { code, strings } = withoutCommentsAndStrings(source);
  const found: Import[] = [];
  for (const match of code.matchAll(statement)) {
    const specifier = match.groups?.['computed'] === undefined ? strings[Number(match.groups?.['string'])] : computed;
    if (specifier !== undefined) found.push({ specifier, line: lineAt(code, match.index) });
  }
  return found;
}

/** In the reduced code a string is §number§, so no string can look like a statement. */
const statement = new RegExp(
  [
    // import … from, export … from, import '…'
    String.raw`(?<![.\w$])(?:(?:import|export)\b[^;()§=]*?\bfrom\s*|import\s*)§(?<string>\d+)§`,
    // import('…'), require('…'), and the same of a computed name
    String.raw`(?<![.\w$])(?:import|require)\s*\(\s*(?:§(?<string>\d+)§\s*[,)]|(?<computed>[^\s§]|§\d+§\s*[^\s,)]))`,
  ].join('|'),
  'g',
);

const lineAt = (code: string, index: number): number => code.slice(0, index).split('\n').length;

interface Reading {
  /** The rest of the source. */
  rest: string;
  code: string;
  strings: string[];
  depth: number;
  /** Depth of braces at which each open `${` ends. */
  templates: number[];
}

/** Comments and the text of templates go, strings become §number§, line ends stay. */
function withoutCommentsAndStrings(source: string): Reading {
  const reading: Reading = { rest: source, code: '', strings: [], depth: 0, templates: [] };
  while (reading.rest !== '') {
    const text =
      readComment(reading) ?? readString(reading) ?? readTemplate(reading) ?? readPattern(reading) ?? readCode(reading);
    reading.rest = reading.rest.slice(text.length);
  }
  return reading;
}

function readComment(reading: Reading): string | undefined {
  const text = /^(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(reading.rest)?.[0];
  if (text !== undefined) reading.code += lineEnds(text);
  return text;
}

function readString(reading: Reading): string | undefined {
  const text = /^(?:'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")/.exec(reading.rest)?.[0];
  if (text !== undefined) reading.code += keep(reading, text);
  return text;
}

/** A template, up to its end or to a part; or, where a part ends, from there on. */
function readTemplate(reading: Reading): string | undefined {
  const opens = reading.rest.startsWith('`');
  const goesOn = reading.rest.startsWith('}') && reading.templates.at(-1) === reading.depth;
  if (!opens && !goesOn) return undefined;
  if (goesOn) reading.templates.pop();
  const text = /^[`}](?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/.exec(reading.rest)?.[0] ?? '`';
  if (text.endsWith('${')) reading.templates.push(reading.depth);
  // One without parts may name what import() loads; one with parts is computed.
  const whole = opens && text.length > 1 && text.endsWith('`');
  reading.code += whole ? keep(reading, text) + lineEnds(text) : `~${lineEnds(text)}`;
  return text;
}

/** A regular expression is where a value may begin; elsewhere a slash divides. */
function readPattern(reading: Reading): string | undefined {
  if (!reading.rest.startsWith('/')) return undefined;
  if (!/(?:^|[=(,:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of))\s*$/.test(reading.code.slice(-200)))
    return undefined;
  const text = /^\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/.exec(reading.rest)?.[0];
  if (text !== undefined) reading.code += '~';
  return text;
}

function readCode(reading: Reading): string {
  // A run of plain code at once, else one character.
  const text = /^[^'"`/{}]+/.exec(reading.rest)?.[0] ?? reading.rest.charAt(0);
  if (text === '{') reading.depth += 1;
  if (text === '}') reading.depth -= 1;
  reading.code += text;
  return text;
}

const keep = (reading: Reading, quoted: string): string => `§${reading.strings.push(quoted.slice(1, -1)) - 1}§`;
const lineEnds = (text: string): string => text.replace(/[^\n]/g, '');
