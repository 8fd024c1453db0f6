/** Projections: which whole attributes an answer carries. */
import type { Item, Value } from '../item.ts';
import { type Aliases, cachedParser } from './tokens.ts';

export const parseProjection = cachedParser((tokens): readonly string[] => {
  const names = [tokens.name()];
  while (tokens.take(',')) names.push(tokens.name());
  return names;
});

export function projectItem(item: Item, names: readonly string[]): Item {
  const shown: Record<string, Value> = {};
  for (const name of names) {
    const value = item[name];
    if (value !== undefined) shown[name] = value;
  }
  return shown;
}

export const projectedNames = (texts: readonly string[], aliases: Aliases): string[] =>
  texts.map((text) => aliases.name(text));
