/** The schema of each kind of field. */
import * as z from 'zod';
import { type Kind, type PlainType, vocabularies } from '#src/domain/submission/kinds.ts';
import * as form from './field-formats.ts';

const plainSchemas: Readonly<Record<PlainType, () => z.ZodType>> = {
  name: form.name,
  phone: form.phone,
  email: form.email,
  postcode: form.postcode,
  date: form.date,
  instant: form.instant,
  timeOfDay: form.timeOfDay,
  district: form.district,
  country: form.country,
  policeReference: form.policeReference,
  senderReference: form.senderReference,
  language: form.language,
  boolean: z.boolean,
};

export function schemaOfKind(kind: Kind): z.ZodType {
  switch (kind.type) {
    case 'text':
      return form.text(kind.max);
    case 'nullableText':
      return z.union([form.text(kind.max), z.null()]);
    case 'line':
      return form.line(kind.max);
    case 'code':
      return form.line(kind.max).toUpperCase();
    case 'lines':
      return z.array(form.line(kind.max)).min(1, 'Give at least one line, or leave the lines out.').max(kind.maxLines);
    case 'integer':
      return z.int().min(kind.min).max(kind.max);
    case 'oneOf':
      return z.enum(vocabularies[kind.vocabulary]);
    case 'someOf':
      return form.someOf<readonly [string, ...string[]]>(vocabularies[kind.vocabulary]);
    default:
      return plainSchemas[kind.type]();
  }
}
