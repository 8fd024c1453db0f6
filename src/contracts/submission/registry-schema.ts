/** Makes the schema of an object from a field registry: the counterpart of src/domain/submission/shape.ts. */
import * as z from 'zod';
import type { Branch, BranchList, Field, FieldList, ListBranch } from '#src/domain/submission/field.ts';
import { schemaOfKind } from './kind-schemas.ts';

/** @param prefix of the paths in the object, for example `victim.address.`; empty for the whole */
export function objectSchema(fields: FieldList, branches: BranchList, prefix = ''): z.ZodObject {
  const shape: Record<string, z.ZodType> = {};
  for (const path of Object.keys(fields)) {
    if (!path.startsWith(prefix)) continue;
    const [name = ''] = path.slice(prefix.length).split('.');
    const field = fields[`${prefix}${name}`];
    shape[name.replace(/\[\]$/, '')] ??= field
      ? fieldSchema(field)
      : branchSchema(fields, branches, `${prefix}${name}`);
  }
  return z.strictObject(shape);
}

function fieldSchema(field: Field): z.ZodType {
  const { description, example } = field;
  const schema = schemaOfKind(field.kind);
  const optional = field.default === undefined ? optionalUnlessRequired(schema, field) : schema.default(field.default);
  return describe(optional, { description, example });
}

function branchSchema(fields: FieldList, branches: BranchList, path: string): z.ZodType {
  const branch = branches[path];
  if (branch === undefined) throw new Error(`The field registry does not describe ${path}`);
  const { description, example } = branch;
  const object = objectSchema(fields, branches, `${path}.`);
  const schema = isListBranch(branch) ? z.array(object).max(branch.max) : object;
  return optionalUnlessRequired(describe(schema, { description, ...(example ? { example } : {}) }), branch);
}

/** Without the copy of the schema that `meta` makes: hundreds of them are made when a function starts. */
const describe = (schema: z.ZodType, meta: z.core.GlobalMeta): z.ZodType =>
  schema.register(z.globalRegistry, { ...schema.meta(), ...meta });

const isListBranch = (branch: Branch | ListBranch): branch is ListBranch => 'max' in branch;

const optionalUnlessRequired = (schema: z.ZodType, { required }: { required?: string | true }): z.ZodType =>
  required === undefined ? schema.exactOptional() : schema;
