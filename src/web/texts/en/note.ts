/** Texts of the notes that a party writes beside a case. */
export const note = {
  title: 'Notes',
  label: 'Add a note',
  serviceHint:
    'Only your service can read it. It is kept with this case and erased with it. The person may ask to see it.',
  save: 'Save the note',
  missing: 'Enter a note',
  what: 'The note',
};
