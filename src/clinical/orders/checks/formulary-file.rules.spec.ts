import { describe, expect, it } from '@jest/globals';
import { readFormulary } from './formulary-file.rules.js';

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
    expect(found.faults.map(({ line, fault }) => `${line}: ${fault}`)).toEqual([
      '2: "N02BE" is no ATC code of a substance',
      '2: N02BE has no name',
      '2: N02BE has no form',
      '2: N02BE has no source',
      '2: N02BE has no route',
      '3: N02BE01: unknown route "qua mũi trái"',
      '3: N02BE01: child_daily_mg_kg is a number above 0',
      '3: N02BE01: renal_avoid_below is a number above 0',
      '3: N02BE01: the single dose of adult is more than the daily one',
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
    expect(faults(...lines)).toEqual([{ line, fault }]);
  });

  it('names columns that are missing or unknown', () => {
    expect(readFormulary('atc,name,dose\n').faults[0]!.fault).toBe(
      'no column forms, no column routes, no column source, unknown column "dose"',
    );
  });
});
