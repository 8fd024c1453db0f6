import { describe, expect, test } from 'vitest';
import { createResolver, type PhysicalResource } from '#local/template/resolve.ts';
import { templateSchema } from '#local/template/template.ts';

const template = templateSchema.parse({
  Parameters: { Colour: { Default: 'green' }, Given: {} },
  Mappings: { Sizes: { small: { width: 3 } } },
  Resources: {
    Table: { Type: 'AWS::DynamoDB::Table' },
    Alarm: { Type: 'AWS::CloudWatch::Alarm' },
  },
});
const known: Record<string, PhysicalResource> = { Table: { ref: 'table-one', attributes: { Arn: 'arn:table-one' } } };
const resolve = createResolver({
  template,
  pseudo: { 'AWS::Region': 'eu-west-2', 'AWS::URLSuffix': 'amazonaws.com' },
  physical: (id) => known[id],
});

describe('intrinsic functions resolve as in CloudFormation', () => {
  test.each([
    ['a plain value', 7, 7],
    ['Ref to a resource', { Ref: 'Table' }, 'table-one'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-2'],
    ['Ref to a parameter with a default', { Ref: 'Colour' }, 'green'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:table-one'],
    ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Table.Arn' }, 'arn:table-one'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 3]] }, 'a-table-one-3'],
    ['Fn::Join of a split', { 'Fn::Join': ['.', { 'Fn::Split': ['/', 'a/b'] }] }, 'a.b'],
    [
      'Fn::Select of a split',
      { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] },
      'table-one',
    ],
    ['Fn::Select by a text', { 'Fn::Select': ['0', ['first', 'second']] }, 'first'],
    [
      'Fn::Sub',
      { 'Fn::Sub': 'https://sqs.${AWS::Region}.${AWS::URLSuffix}/${Table}/${Table.Arn}/${!Literal}' },
      'https://sqs.eu-west-2.amazonaws.com/table-one/arn:table-one/${Literal}',
    ],
    [
      'Fn::Sub with its own values',
      { 'Fn::Sub': ['${Name} in ${Colour}', { Name: { Ref: 'Table' } }] },
      'table-one in green',
    ],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'small', 'width'] }, 3],
    ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }], [1]],
    [
      'within other values',
      { deep: [{ name: { Ref: 'Table' }, other: true }] },
      { deep: [{ name: 'table-one', other: true }] },
    ],
  ])('%s', (_name, given, expected) => {
    expect(resolve(given, 'Thing')).toEqual(expected);
  });
});

describe('an unresolvable value is an error with its resource and path', () => {
  test.each([
    ['a resource that is not there', { a: { Ref: 'Nothing' } }, /Thing\.a cannot be resolved: it refers to Nothing/],
    ['a resource that is not served', { Ref: 'Alarm' }, /Thing .*Alarm of type AWS::CloudWatch::Alarm/],
    ['an attribute that is not there', { 'Fn::GetAtt': ['Table', 'Colour'] }, /Table has no attribute Colour/],
    ['a parameter without a default', { Ref: 'Given' }, /parameter Given has no default/],
    ['an unknown function', [{ 'Fn::ImportValue': 'x' }], /Thing\[0\] .*Fn::ImportValue is not supported/],
    ['a selection beyond the list', { 'Fn::Select': [4, ['a']] }, /finds nothing at 4/],
    ['a join of what is no text', { 'Fn::Join': ['', [{ a: 1, b: 2 }]] }, /is not a string/],
  ])('%s', (_name, given, message) => {
    expect(() => resolve(given, 'Thing')).toThrow(message);
  });
});
