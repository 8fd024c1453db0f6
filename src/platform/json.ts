/** Reads JSON as strictly as a message about a person needs: nothing that was sent is dropped or replaced in silence. */
import { isUtf8 } from 'node:buffer';

/** @throws SyntaxError when the bytes are not UTF-8, are not JSON, or name a member of an object twice */
export function parseStrictJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new SyntaxError('The text is not UTF-8.');
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  // JSON.parse keeps only the last of two members with one name, so that the text then has more than the value.
  if (countMembersInText(bytes) !== countMembers(value)) throw new SyntaxError('A member stands twice.');
  return value;
}

/** Members in JSON that has been parsed: each has one colon that is not within a string. Bytes are read faster than text. */
function countMembersInText(bytes: Buffer): number {
  let count = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const character = bytes[at];
    if (character === backslash) at++;
    else if (character === quote) inString = !inString;
    else if (character === colon && !inString) count++;
  }
  return count;
}

const backslash = '\\'.charCodeAt(0);
const quote = '"'.charCodeAt(0);
const colon = ':'.charCodeAt(0);

/** Without recursion: a body may be nested more deeply than the stack allows. */
function countMembers(value: unknown): number {
  let count = 0;
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    const inner: unknown[] = Object.values(next);
    if (!Array.isArray(next)) count += inner.length;
    for (const item of inner) open.push(item);
  }
  return count;
}
