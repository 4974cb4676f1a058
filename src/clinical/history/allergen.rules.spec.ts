import { describe, expect, it } from '@jest/globals';
import { ALLERGEN_CLASSES } from './allergen-classes.words.js';
import { classesOf, overlapOf } from './allergen.rules.js';

const atc = (code: string) => ({ system: 'http://www.whocc.no/atc', code, display: 'Thuốc' });
const named = (display: string) => ({ display });
const codes = (one: Parameters<typeof classesOf>[0]) => classesOf(one).map(({ code }) => code);

describe('The class of an allergen', () => {
  it.each([
    ['penicilin', 'penicillins'],
    ['Penicilline', 'penicillins'],
    ['PENICILLIN G', 'penicillins'],
    ['pê-ni-xi-lin', 'penicillins'],
    ['Amoxcilin, amoxicilin 500mg', 'penicillins'],
    ['Augmentin 1 g', 'penicillins'],
    ['cephalexine', 'cephalosporins'],
    ['Cefuroxime', 'cephalosporins'],
    ['Xylocaine 2%', 'local-anaesthetics'],
    ['lidocain', 'local-anaesthetics'],
    ['Diclophenac', 'nsaids'],
    ['paracetamon', 'paracetamol'],
    ['co-trimoxazole', 'sulfonamides'],
    ['gentamycine', 'aminoglycosides'],
    ['Tôm, cua', 'shellfish'],
    ['đậu phụng', 'peanut'],
    ['Lạc', 'peanut'],
  ])('of "%s" is %s', (display, code) => {
    expect(codes(named(display))).toContain(code);
  });

  it.each(['Phấn hoa', 'Bụi nhà', 'tôi không nhớ', 'lác mắt', 'Vancomycin', 'Cam thảo'])(
    'of "%s" is not known',
    (display) => {
      expect(codes(named(display))).toEqual([]);
    },
  );

  it.each([
    ['J01CA04', 'penicillins'],
    ['J01DD04', 'cephalosporins'],
    ['M01AB05', 'nsaids'],
    ['n02be01', 'paracetamol'],
  ])('is told by ATC %s', (code, name) => {
    expect(codes(atc(code))).toEqual([name]);
  });

  it('is one for each of its names, in every class', () => {
    for (const one of ALLERGEN_CLASSES) {
      for (const name of one.names.split(',')) expect([name, codes(named(name))]).toEqual([name, [one.code]]);
    }
  });
});

describe('Two allergies', () => {
  it.each([
    [atc('J01C'), named('penicilin'), 'same-class'],
    [named('amoxicilin'), atc('J01C'), 'same-class'],
    [named('Cefixim'), named('penicilin'), 'related-class'],
    [named('aspirin'), named('ibuprofen'), 'related-class'],
    [named('Vancomicin'), named('Vancomycine'), 'same-name'],
    [named('Penicillin'), named('Tôm'), undefined],
    [named('Ong đốt'), named('Phấn hoa'), undefined],
  ])('%j and %j: %s', (given, known, kind) => {
    expect(overlapOf(given, known)?.kind).toBe(kind);
  });

  it('overlap whichever was recorded first', () => {
    const all = ALLERGEN_CLASSES.map(({ vi }) => named(vi));
    for (const one of all) {
      for (const other of all) expect(overlapOf(one, other)?.kind).toBe(overlapOf(other, one)?.kind);
    }
  });
});
