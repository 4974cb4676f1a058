import { acknowledge, type Answered } from './acknowledgement.js';
import { textOf, type CharacterSet } from './er7/character-sets.js';
import { parse } from './er7/parse.js';
import { hl7Words } from './hl7v2.words.js';
import type { Told } from './reading.js';

const TOLD: Told = {
  code: 'tableValue',
  severity: 'E',
  place: { segment: 'OBX', number: 2, field: 11 },
  ours: 'status-unknown',
  words: hl7Words.statusUnknown,
};

/** What is answered to a header. */
function answered(header: string, fields: Partial<Answered> = {}, code: 'AA' | 'AE' | 'AR' = 'AA'): Buffer {
  const parsed = parse(Buffer.from(`${header}\r`, 'latin1'), fields.characterSet);
  if (!parsed.ok) throw new Error(parsed.why);
  const { header: of, characterSet } = parsed.message;
  return acknowledge({ header: of, characterSet, language: 'vi', ...fields }, code, code === 'AA' ? [] : [TOLD]);
}
const linesOf = (answer: Buffer) => answer.toString('utf8').split('\r').filter(Boolean);
const codesOf = (answer: Buffer) =>
  linesOf(answer).flatMap((line) => (line.startsWith('MSA') ? [line.split('|')[1]] : []));
const asking = (commit: string, application: string, type = 'ORU^R01^ORU_R01') =>
  `MSH|^~\\&|LIS|XN|EMR|BV|20261123||${type}|7|P|2.5.1|||${commit}|${application}||UNICODE UTF-8`;

describe('An acknowledgement', () => {
  it.each([
    ['', '', 'AA', 'AE', 'AR'],
    ['AL', 'NE', 'CA', 'CE', 'CR'],
    ['AL', '', 'CA', 'CE', 'CR'],
    ['NE', 'AL', 'AA', 'AE', 'AR'],
    ['ER', 'AL', 'AA', 'CA AE', 'CR'],
    ['SU', 'ER', 'CA', 'AE', 'AR'],
    ['AL', 'AL', 'CA AA', 'CA AE', 'CR'],
    ['NE', 'NE', 'AA', 'AE', 'AR'],
    ['al', 'xx', 'CA', 'CE', 'CR'],
  ])('is of the level that MSH-15 %s and MSH-16 %s ask for', (commit, application, ...expected) => {
    const header = asking(commit, application);
    const all = (['AA', 'AE', 'AR'] as const).map((code) =>
      codesOf(answered(header, { several: true }, code)).join(' '),
    );
    expect(all).toEqual(expected);
  });

  it('is one message where the line carries one only; what is wrong stands in the last of two', () => {
    expect(codesOf(answered(asking('AL', 'AL'), {}, 'AE'))).toEqual(['AE']);
    const [commit, error] = answered(asking('AL', 'AL'), { several: true }, 'AE')
      .toString()
      .split(/(?=MSH)/);
    expect([commit, error].map((one) => one?.includes('ERR|'))).toEqual([false, true]);
    expect(linesOf(answered(asking('AL', 'NE'), {}, 'AE'))[2]).toMatch(/^ERR\|\|OBX\^2\^11\^1\|103\^/);
  });

  it('of the commit is an ACK, of the application the answer that orders have', () => {
    const types = (commit: string, application: string) =>
      linesOf(answered(asking(commit, application, 'OML^O21^OML_O21'), { several: true }))
        .filter((line) => line.startsWith('MSH'))
        .map((line) => line.split('|')[8]);
    expect(types('AL', 'AL')).toEqual(['ACK^O21^ACK', 'ORL^O22^ORL_O22']);
    expect(types('AL', 'NE')).toEqual(['ACK^O21^ACK']);
  });

  it.each(['2.3', '2.3.1', '2.4', '2.5', '2.6', '2.7.1', '2.8'])('is of version %s, as its message was', (version) => {
    const header = `MSH|^~\\&|LIS|XN|EMR|BV|20261123||ORU^R01|7|P|${version}`;
    const [msh, , err] = linesOf(answered(header, {}, 'AE'));
    const isOld = version < '2.5';
    expect(msh?.split('|')[11]).toBe(version);
    expect(msh?.split('|')[8]).toBe(isOld ? 'ACK^R01' : 'ACK^R01^ACK');
    expect(err).toMatch(
      isOld ? /^ERR\|OBX\^2\^11\^103&Table value not found&HL70357$/ : /^ERR\|\|OBX\^2\^11\^1\|103\^/,
    );
  });

  it('has the separators of its message; without an escape sign, nothing in it is taken for one', () => {
    const [msh, msa, err] = linesOf(answered('MSH#*%?!#LIS#XN#EMR#BV#20261123##ORU*R01#7#P#2.5', {}, 'AE'));
    expect(msh).toMatch(/^MSH#\*%\?!#EMR#BV#LIS#XN#\d+\+0700##ACK\*R01\*ACK#\w+#P#2\.5#/);
    expect(msa).toMatch(/^MSA#AE#7#/);
    expect(err).toMatch(/^ERR##OBX\*2\*11\*1#103\*Table value not found\*HL70357#E#status-unknown\*/);
    const [, second] = linesOf(answered('MSH|^~|LIS|XN|EMR|BV|20261123||ORU^R01|7|P|2.5', {}, 'AE'));
    expect(second?.split('|')).toHaveLength(4);
  });

  it.each([
    ['8859/1', '8859/1', '8859/1', 'This status'],
    ['ASCII', 'ASCII', 'ASCII', 'This status'],
    ['', 'TCVN3', '', 'Không rõ'],
    ['', 'VNI', '', 'Không rõ'],
    ['WINDOWS-1258', 'WINDOWS-1258', 'WINDOWS-1258', 'Không rõ'],
    ['UNICODE UTF-8', 'UTF-8', 'UNICODE UTF-8', 'Không rõ'],
    ['', 'UTF-8', 'UNICODE UTF-8', 'Không rõ'],
  ])('is in the character set of its message: %s, %s', (named, characterSet, told, words) => {
    const header = `MSH|^~\\&|LIS|XN|EMR|BV|20261123||ORU^R01|7|P|2.5||||||${named}`;
    const set = characterSet as CharacterSet;
    const text = textOf(answered(header, { characterSet: set }, 'AE'), set)!;
    expect(text.split('\r')[0]?.split('|')[17] ?? '').toBe(told);
    expect(text).toContain(words);
  });
});
