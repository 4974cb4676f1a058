import { describe, expect, it } from '@jest/globals';
import { BESIDE_FHIR, COLUMNS, LIMIT_COLUMNS } from './formulary-columns.js';
import { DRUGS } from './formulary.data.js';
import { readFhirFormulary } from './formulary-fhir.rules.js';
import { readFormulary } from './formulary-file.rules.js';
import type { Drug } from './formulary.js';

const HEAD =
  'atc;name;also;classes;forms;routes;adult_single_mg;adult_daily_mg;child_daily_mg_kg;pregnancy;renal_avoid_below;results;source';
const LINE =
  'N02BE01;Paracetamol;acetaminophen|Hapacol;analgesic;viên|siro;PO|IV;1000;4000;75;;;potassium>5.5|platelets<50;Dược thư';
const faults = (...lines: string[]) => readFormulary([HEAD, ...lines].join('\n')).faults;

describe('A file of a formulary', () => {
  it('is read with everything that it says, and with nothing else', () => {
    expect(readFormulary(`\uFEFF${HEAD}\r\n${LINE}\r\n`)).toEqual({
      faults: [],
      drugs: [
        {
          ...{ atc: 'N02BE01', name: 'Paracetamol', also: ['acetaminophen', 'Hapacol'], classes: ['analgesic'] },
          ...{ forms: ['viên', 'siro'], routes: ['oral', 'intravenous'], adult: { single: 1000, daily: 4000 } },
          ...{ child: { daily: 75 }, source: 'Dược thư' },
          results: [
            { analyte: 'potassium', above: 5.5 },
            { analyte: 'platelets', below: 50 },
          ],
        },
      ],
    });
  });

  it('tells every bad line, and then has no medicine', () => {
    const bad = ['N02BE;;;;;;;;;;;;', 'N02BE01;P;;;viên;qua mũi trái;5000;400;-1;maybe;x;kali>5;D', LINE];
    const found = readFormulary([HEAD, ...bad].join('\n'));
    expect(found.drugs).toEqual([]);
    expect(found.faults.map(({ line, fault }) => `${line}: ${fault.en}`)).toEqual([
      '2: "N02BE" is no ATC code of a substance',
      '2: N02BE has no name',
      '2: N02BE has no form',
      '2: N02BE has no source',
      '2: N02BE has no route',
      '3: N02BE01: unknown route "qua mũi trái"',
      '3: N02BE01: child_daily_mg_kg is a number above 0',
      '3: N02BE01: renal_avoid_below is a number above 0',
      '3: N02BE01: adult_single_mg is more than adult_daily_mg: one dose cannot be more than a day’s',
      '3: N02BE01: pregnancy is avoid or empty',
      '3: N02BE01: "kali>5" is no limit such as potassium>5.5',
      '4: N02BE01 stands in line 3 already',
    ]);
  });

  it.each([
    ['no medicines', [], 1],
    ['a quote is not closed', ['"N02BE01'], 2],
    ['more cells than columns', [`${LINE};x`], 2],
  ])('says: %s', (fault, lines, line) => {
    expect(faults(...lines)).toMatchObject([{ line, fault: { en: fault } }]);
  });

  it('reads numbers and units as they are written, and refuses by name what may be two numbers', () => {
    const head = 'atc;name;forms;routes;unit;adult_single_mg;adult_daily_mg;renal_daily_mg;source';
    const read = (unit: string, single: string, daily: string, renal = '') =>
      readFormulary(`${head}\nB01AB01;Heparin;lọ;IV;${unit};${single};${daily};${renal};Dược thư`);
    for (const unit of ['IU', 'UI', 'đv', 'đơn vị', 'ＵＩ', 'đơn vị'.normalize('NFD')]) {
      expect(read(unit, '5000', '1.000.000').drugs[0]).toMatchObject({ unit: '[iU]', adult: { daily: 1_000_000 } });
    }
    expect(read('mg', '２，５', '2.5').drugs[0]).toMatchObject({ adult: { single: 2.5, daily: 2.5 } });
    const [fault] = read('mg', '5.000', '20000').faults;
    expect(fault?.fault.vi).toContain('"5.000", đọc được hai cách');
    expect(read('мг', '5', '10').faults[0]?.fault.en).toContain('unit');
    expect(read('mg', '5', '10', '45:1.000').faults).toHaveLength(1);
  });

  it('names columns that are missing or unknown, in both languages', () => {
    const told = readFormulary('atc,name,dose\n').faults;
    expect(told.map(({ fault }) => fault.en.replace(/ \(known.*/, ''))).toEqual([
      ...['no column forms', 'no column routes', 'no column source', 'unknown column "dose"'],
    ]);
    expect(told[0]!.fault.vi).toBe('thiếu cột forms');
  });

  it.each([
    ['renal_daily_mg', '45', '"45" is no dose of a day by renal function such as 45:1000'],
    ['renal_daily_mg', '45:0', '"45:0" is no dose of a day by renal function such as 45:1000'],
    ['renal_measure', 'mdrd', 'renal_measure is ckd-epi-2021 or empty (Cockcroft–Gault)'],
    ['adult_mg_kg_per_hour', '-1', 'adult_mg_kg_per_hour is a number above 0'],
  ])('refuses %s of %s', (column, cell, fault) => {
    const file = `atc,name,forms,routes,source,${column}\nA10BA02,Metformin,viên,PO,D,${cell}`;
    expect(readFormulary(file).faults.map((one) => one.fault.en)).toEqual([`A10BA02: ${fault}`]);
  });

  it('can say everything that the starter knows: each medicine of it, written down and read, is the same', () => {
    const known = DRUGS.filter(({ forms }) => forms.length > 0);
    const file = [COLUMNS.join(','), ...known.map(lineOf)].join('\n');
    const { drugs, faults } = readFormulary(file);
    expect(faults).toEqual([]);
    expect(known.length).toBeGreaterThan(50);
    for (const [at, { also = [], ...drug }] of known.entries()) {
      // What no text supports is absent from a file.
      expect(drugs[at]).toEqual({ ...drug, unsourced: undefined, ...(also.length > 0 && { also }) });
    }
  });

  it('can say the same in FHIR, by the columns’ names where that has no element', () => {
    const metformin = DRUGS.find(({ atc }) => atc === 'A10BA02')!;
    const cells = cellsOf(metformin);
    const extension = BESIDE_FHIR.filter((url) => cells[url]).map((url) => ({ url, valueString: cells[url] }));
    const code = { coding: [{ system: 'http://www.whocc.no/atc', code: 'A10BA02', display: 'Metformin' }] };
    const resource = {
      ...{ resourceType: 'MedicationKnowledge', meta: { source: 'D' }, code, doseForm: { text: 'viên' } },
      intendedRoute: [{ text: 'PO' }],
      extension: [{ url: 'https://benhan.vn/fhir/StructureDefinition/formulary', extension }],
    };
    const { drugs, faults } = readFhirFormulary(JSON.stringify(resource));
    expect(faults).toEqual([]);
    expect(drugs[0]!.renal).toEqual(metformin.renal);
    expect(readFhirFormulary('{"resourceType":"Patient"}').faults).toMatchObject([
      { fault: { vi: 'Patient không phải là thuốc', en: 'a Patient is no medicine' } },
    ]);
  });
});

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const lineOf = (drug: Drug) => {
  const cells = cellsOf(drug);
  return COLUMNS.map((column) => quoted(cells[column] ?? '')).join(',');
};

/** A medicine as a line of the file says it. */
function cellsOf({ adult = {}, child = {}, renal = {}, results = [], ...drug }: Drug): Record<string, string> {
  const whose = { adult, child } as Record<string, Record<string, number>>;
  const limits = Object.entries(LIMIT_COLUMNS).map(([column, [who, fact]]) => [column, whose[who]![fact] ?? '']);
  return Object.fromEntries(
    Object.entries({
      ...{ atc: drug.atc, name: drug.name, source: drug.source, pregnancy: drug.pregnancy, lactation: drug.lactation },
      ...{ also: drug.also?.join('|'), classes: drug.classes.join('|'), forms: drug.forms.join('|') },
      ...{ strengths: drug.strengths?.join('|'), routes: drug.routes.join('|'), unit: drug.unit && 'IU' },
      ...Object.fromEntries(limits),
      ...{ least_hours: drug.leastHours, mg_per_mmol: drug.mgPerMmol },
      ...{ renal_avoid_below: renal.avoidBelow, renal_reduce_below: renal.reduceBelow, renal_measure: renal.measure },
      renal_daily_mg: renal.daily?.map(({ below, most }) => `${below}:${most}`).join('|'),
      results: results.map(({ analyte, above, below }) => analyte + (above ? `>${above}` : `<${below}`)).join('|'),
    }).map(([column, said]) => [column, `${(said as string | number | undefined) ?? ''}`]),
  );
}
