/** Texts of the API reference. */
export const docs = {
  title: 'API reference',
  lead: 'For systems of police forces, partners and support services. It is made from the OpenAPI document that the API itself serves.',
  download: 'OpenAPI 3.1 document (JSON)',
  token:
    'Get a token with your client id and secret, and send it as “Authorization: Bearer …”. The scope says what the token allows; the party behind it says who you are.',
  safe: 'Sending the same referral again is always safe, however it is spelt and also after corrections: nothing happens twice, and the answer says how it stands now. To refer somebody again after a referral was withdrawn or closed, correct that referral: it is opened again.',
  scope: 'Scope',
  nobody: 'None, anybody may ask',
  query: 'Query',
  body: 'Body',
  answers: 'Answers',
  status: 'Status',
  meaning: 'Meaning',
  field: 'Field',
  required: 'Needed',
  form: 'Form',
  says: 'What it says',
  yes: 'yes',
  no: 'no',
};
