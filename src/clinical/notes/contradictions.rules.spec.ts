import { contradictionsOf, type NotedPatient } from './contradictions.rules.js';
import type { NoteType } from './note-types.js';

const WOMAN: NotedPatient = { sex: 'female', years: 30, isDead: false, isStayOpen: true };

describe('What speaks against signing a note', () => {
  it.each<[string, NoteType, string | null, Partial<NotedPatient>, string[]]>([
    ['a death record of somebody alive', 'death', null, {}, ['patient-alive']],
    ['nothing against one of somebody dead', 'death', null, { isDead: true }, []],
    ['a discharge summary of a stay that goes on', 'discharge', null, {}, ['stay-open']],
    ['nothing against one of a stay that is over', 'discharge', null, { isStayOpen: false }, []],
    [
      'a discharge summary of a dead patient who lies there still',
      'discharge',
      null,
      { isDead: true },
      ['patient-dead'],
    ],
    ['a sheet of labour of a man', 'labour', null, { sex: 'male' }, ['not-female']],
    ['a sheet of labour of a girl of eight', 'labour', null, { years: 8 }, ['age-of-birth']],
    ['a sheet of labour of a woman of 61', 'labour', null, { years: 61 }, ['age-of-birth']],
    [
      'nothing at nine and sixty, nor where sex or age is not known',
      'labour',
      null,
      { sex: 'unknown', years: null },
      [],
    ],
    ['an obstetric admission of a man', 'admission', 'admission-obstetric', { sex: 'male' }, ['not-female']],
    ['a paediatric admission of an adult', 'admission', 'admission-paediatric', { years: 16 }, ['not-a-child']],
    ['nothing against one of a boy', 'admission', 'admission-paediatric', { sex: 'male', years: 15 }, []],
    ['a gynaecological admission of a man', 'admission', 'admission-gynaecological', { sex: 'male' }, ['not-female']],
    ['an admission of a newborn who is one', 'admission', 'admission-newborn', { years: 1 }, ['not-a-newborn']],
    ['nothing against progress of anybody', 'progress', 'progress', { sex: 'male', isDead: true }, []],
  ])('is %s', (_, type, template, patient, expected) => {
    expect(contradictionsOf(type, template, { ...WOMAN, ...patient })).toEqual(expected);
  });
});
