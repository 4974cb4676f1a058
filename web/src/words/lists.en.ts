import type { ListsWords } from './lists.vi.ts';

/** What people read about the lists and the formulary that the hospital works with, in English. */
export const listsEn: ListsWords = {
  lists: 'Code lists',
  listsTitle: 'Code lists in use',
  listsAbout:
    'The lists that come with the service are there to begin with. A hospital loads its own by a command on the server (emr load); codes of before stay readable.',
  starter: 'comes with the service, to begin with',
  own: (n) => `the hospital’s own, version ${n}`,
  count: (n) => (n === 1 ? 'one code' : `${n} codes`),
  find: 'Find in the list',
  nothing: 'There is no such code.',
  first: (n) => `The first ${n}; type more to find others.`,
  formulary: 'Formulary',
  formularyTitle: 'Formulary, and what is known of its medicines',
  formularyOwn: (v, s) => `The hospital’s own, version ${v}${s ? `, from ${s}` : ''}`,
  formularyStarter: (v) =>
    `Comes with the service (${v}), to begin with: pharmacists have the hospital’s own loaded by a command on the server.`,
  confirmed: 'Pharmacists compared it with its sources.',
  unconfirmed: 'NOBODY has said that it was compared with its sources: every check says so.',
  findMedicine: 'Name of a medicine, or ATC code',
  found: (shown, all) => `${shown} of ${all} medicines`,
  medicine: 'Medicine',
  routes: 'Routes',
  strengths: 'Strengths',
  checked: 'Dose checks',
  allChecked: 'complete',
  unit: 'Unit of the dose',
};
