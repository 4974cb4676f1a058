import { isHighAlert } from '../../doses/high-alert.js';
import { BRANDS } from './brand-names.js';
import { drugsNamed, drugOf } from './formulary.js';
import { DRUGS, SOURCES } from './formulary.data.js';
import { COMPARED } from './knowledge/compared.js';
import { knownFacts } from './knowledge/known-facts.js';
import { OPENED_SOURCES } from './knowledge/opened.js';
import { notChecked } from './knowledge.rules.js';

const ATC = /^[A-Z]\d\d[A-Z]{2}\d\d$/;

describe('The starter formulary', () => {
  it('has the 150 medicines a district hospital uses most, each once, with code, class, form, route and source', () => {
    expect(DRUGS.length).toBeGreaterThanOrEqual(150);
    expect(new Set(DRUGS.map(({ atc }) => atc)).size).toBe(DRUGS.length);
    const lacking = DRUGS.filter(
      ({ atc, name, classes, forms, routes, source }) =>
        !ATC.test(atc) || !name || [classes, forms, routes].some((list) => list.length === 0) || !SOURCES[source],
    );
    expect(lacking.map(({ atc }) => atc)).toEqual([]);
  });

  it('says of each what it does not know', () => {
    for (const drug of DRUGS) {
      const unknown = notChecked(drug);
      expect([drug.atc, unknown.includes('adult-dose')]).toEqual([drug.atc, drug.adult === undefined]);
      expect([drug.atc, unknown.includes('child-dose')]).toEqual([drug.atc, drug.child === undefined]);
      expect([drug.atc, unknown.includes('strengths')]).toEqual([drug.atc, !drug.strengths?.length]);
    }
  });

  it('finds each by its own code and name, and by nothing of another', () => {
    const wrong = DRUGS.filter(({ atc, name }) => drugOf({ code: atc, display: name })?.atc !== atc);
    expect(wrong.map(({ name }) => name)).toEqual([]);
    const byName = DRUGS.filter(({ name }) => drugOf({ code: 'VN-1', display: name })?.name !== name);
    expect(byName.map(({ name }) => name)).toEqual([]);
  });

  it('knows insulin in units, as a medicine that a second person looks at', () => {
    const insulins = DRUGS.filter(({ atc }) => atc.startsWith('A10A'));
    expect(insulins.length).toBeGreaterThan(4);
    expect(insulins.filter(({ atc, unit }) => unit !== '[iU]' || !isHighAlert(atc))).toEqual([]);
  });

  it('knows the substances of every brand it names', () => {
    const unknown = Object.entries(BRANDS).filter(([, names]) => names.some((name) => drugsNamed(name).length === 0));
    expect(unknown).toEqual([]);
  });
});

describe('What was compared with a text that was opened', () => {
  it('is what the starter knows, to the number', () => {
    const known = new Map(knownFacts().map(({ about, fact, value }) => [`${about} ${fact}`, String(value)]));
    const wrong = [...COMPARED].filter(([key, { value }]) => known.get(key) !== value);
    expect(wrong.map(([key, { value }]) => `${key}: ${value} there, ${known.get(key)} here`)).toEqual([]);
    expect(COMPARED.size).toBeGreaterThan(80);
  });

  it('names address and day of each text, and no text that nothing was compared with', () => {
    const used = new Set([...COMPARED.values()].map(({ source }) => source));
    const idle = Object.entries(OPENED_SOURCES).filter(([, source]) => !used.has(source));
    expect(idle.map(([key]) => key)).toEqual([]);
    const wrong = Object.values(OPENED_SOURCES).filter(
      ({ title, address, opened }) => !title || !/^https?:\/\/\S+$/.test(address) || !/^\d{4}-\d\d-\d\d$/.test(opened),
    );
    expect(wrong).toEqual([]);
  });

  it('includes what kills: of each of these a dose, an interval or a rate', () => {
    const deadly =
      'N02BE01 A12BA01 B05XA01 B01AB01 B01AA03 J01GB03 J01GB06 J01XA01 C01AA05 N02AA01 L04AX03 B05XA05 R03DA05 J01XB01 A10BA02';
    const without = deadly.split(' ').filter((atc) => ![...COMPARED.keys()].some((key) => key.startsWith(`${atc} `)));
    expect(without).toEqual([]);
  });
});
