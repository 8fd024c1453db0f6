/** Lists the fields of a JSON Schema as rows, by path. */
export type Schema = Readonly<Record<string, unknown>>;
export type Schemas = Readonly<Record<string, Schema>>;

export interface FieldRow {
  path: string;
  required: boolean;
  /** Type, choices or format, as a short text. */
  type: string;
  description: string;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Resolves a `$ref` to the components. */
export function resolveSchema(schema: Schema, schemas: Schemas): Schema {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  const target = schemas[$ref.replace('#/components/schemas/', '')];
  return target ? resolveSchema(target, schemas) : schema;
}

/** One of several forms that a value may have, told apart by a field with one fixed value. */
export interface Alternative {
  /** For example `status: accepted`. */
  label: string;
  rows: FieldRow[];
}

/** Empty where the schema has one form. */
export function alternativesOf(schema: Schema, schemas: Schemas): Alternative[] {
  const alternatives = Array.isArray(schema['oneOf']) ? schema['oneOf'].filter(isSchema) : [];
  const found = alternatives.map((one) => {
    const resolved = resolveSchema(one, schemas);
    const properties = isSchema(resolved['properties']) ? resolved['properties'] : {};
    const fixed = Object.entries(properties).find(([, property]) => isSchema(property) && 'const' in property);
    const [name, property] = fixed ?? [];
    return {
      label: isSchema(property) ? `${name}: ${String(property['const'])}` : '',
      rows: fieldRows(resolved, schemas),
    };
  });
  return found.every(({ label }) => label !== '') ? found : [];
}

export function fieldRows(schema: Schema, schemas: Schemas, prefix = ''): FieldRow[] {
  const alternatives = [schema['oneOf'], schema['anyOf']].find(Array.isArray) as unknown[] | undefined;
  if (alternatives && !isSchema(schema['properties'])) {
    const rows = alternatives
      .filter(isSchema)
      .flatMap((one) => fieldRows(resolveSchema(one, schemas), schemas, prefix));
    return [...new Map(rows.map((row) => [`${row.path} ${row.type}`, row])).values()];
  }
  if (!isSchema(schema['properties'])) return [];
  const requiredNames = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(schema['properties']).flatMap(([name, raw]) => {
    if (!isSchema(raw)) return [];
    const property = resolveSchema(raw, schemas);
    const path = `${prefix}${name}`;
    const { description } = raw;
    const row: FieldRow = {
      path,
      required: requiredNames.includes(name),
      type: describeType(property, schemas),
      description: typeof description === 'string' ? description : '',
    };
    const items = isSchema(property['items']) ? resolveSchema(property['items'], schemas) : undefined;
    return [
      row,
      ...fieldRows(property, schemas, `${path}.`),
      ...(items ? fieldRows(items, schemas, `${path}[].`) : []),
    ];
  });
}

export function describeType(schema: Schema, schemas: Schemas): string {
  const choices = schema['enum'];
  if (Array.isArray(choices)) return choices.join(' | ');
  if ('const' in schema) return String(schema['const']);
  if (schema['type'] === 'array' && isSchema(schema['items']))
    return `list of ${describeType(resolveSchema(schema['items'], schemas), schemas)}`;
  const format = typeof schema['format'] === 'string' ? ` (${schema['format']})` : '';
  const maxLength = typeof schema['maxLength'] === 'number' ? `, at most ${schema['maxLength']} characters` : '';
  const type = [schema['type'] ?? 'any'].flat().join(' or ');
  return `${type}${format}${maxLength}`;
}
