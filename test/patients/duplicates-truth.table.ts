/** Who is on record: one person, in the fields of a registration. */
export const ON_RECORD = {
  fullName: 'Phan Thị Kim Lý',
  sex: 'female',
  birthDate: '1985-03-09',
  phones: ['0903 412 587'],
  contacts: [{ name: 'Phan Văn Bảy', relationship: 'cha', phone: '0977 121 314' }],
  identifiers: [
    { system: 'cccd', value: '082185007654' },
    { system: 'bhyt', value: 'TE1828207654321' },
  ],
} as const;

/** What is registered, and by which reasons the one on record is told as a probable duplicate; none when they are another person. */
export type Pair = readonly [of: string, fields: object, reasons: readonly string[]];

const card = (system: string, value: string) => ({ identifiers: [{ system, value }] });
const named = (fullName: string, birthDate?: string, more: object = {}) => ({ fullName, birthDate, ...more });

export const PAIRS: Readonly<Record<string, readonly Pair[]>> = {
  'of the same name': [
    ['the same day', named('Phan Thị Kim Lý', '1985-03-09'), ['same-name-and-birth-date']],
    ['without accents', named('PHAN THI KIM LY', '1985-03-09'), ['same-name-and-birth-date']],
    ['in decomposed letters', named('Phan Thị Kim Lý'.normalize('NFD'), '1985-03-09'), ['same-name-and-birth-date']],
    ['day and month exchanged', named('Phan Thị Kim Lý', '1985-09-03'), ['same-name-swapped-birth-date']],
    ['the year alone', named('Phan Thị Kim Lý', '1985'), ['same-name-possible-birth-date']],
    ['the month alone', named('Phan Thị Kim Lý', '1985-03'), ['same-name-possible-birth-date']],
    ['two digits of the year exchanged', named('Phan Thị Kim Lý', '1958-03-09'), ['same-name-mistyped-birth-date']],
    ['whose year excludes it', named('Phan Thị Kim Lý', '1984'), []],
    ['whose month excludes it', named('Phan Thị Kim Lý', '1985-04'), []],
    ['of another day', named('Phan Thị Kim Lý', '1985-03-19'), []],
    ['of another year', named('Phan Thị Kim Lý', '1986-03-09'), []],
    ['of whom no birth date is known', named('Phan Thị Kim Lý'), []],
    ['recorded as a man', named('Phan Thị Kim Lý', '1985-03-09', { sex: 'male' }), ['same-name-and-birth-date']],
  ],
  'of a name alike': [
    ['no middle name', named('Phan Lý', '1985-03-09'), ['similar-name-and-birth-date']],
    ['one middle name left out', named('Phan Kim Lý', '1985-03-09'), ['similar-name-and-birth-date']],
    ['another middle name', named('Phan Thị Ngọc Lý', '1985-03-09'), ['similar-name-and-birth-date']],
    ['one middle name more', named('Phan Thị Kim Thảo Lý', '1985-03-09'), ['similar-name-and-birth-date']],
    ['no middle name, day and month exchanged', named('Phan Lý', '1985-09-03'), ['similar-name-swapped-birth-date']],
    ['given name first', named('Lý Phan Thị Kim', '1985-03-09'), ['similar-name-and-birth-date']],
    ['family name last', named('Kim Lý Phan Thị', '1985-03-09'), ['similar-name-and-birth-date']],
    ['middle names exchanged', named('Phan Kim Thị Lý', '1985-03-09'), ['similar-name-and-birth-date']],
    ['i for y', named('Phan Thị Kim Lí', '1985-03-09'), ['similar-name-and-birth-date']],
    ['i for y, day and month exchanged', named('Phan Thị Kim Lí', '1985-09-03'), ['similar-name-swapped-birth-date']],
    ['i for y, no middle name', named('Phan Lí', '1985-03-09'), ['similar-name-and-birth-date']],
    [
      'no middle name, recorded as a man',
      named('Phan Lý', '1985-03-09', { sex: 'male' }),
      ['similar-name-and-birth-date'],
    ],
    ['a brother', named('Phan Văn Lý', '1985-03-09', { sex: 'male' }), []],
    ['another given name', named('Phan Thị Kim Liên', '1985-03-09'), []],
    ['another family name', named('Võ Thị Kim Lý', '1985-03-09'), []],
    ['no middle name, another day', named('Phan Lý', '1985-03-10'), []],
    ['no middle name, the year alone', named('Phan Lý', '1985'), []],
  ],
  'by a telephone': [
    ['the same', { phones: ['0903412587'] }, ['same-phone']],
    ['in the international form', { phones: ['+84 903 412 587'] }, ['same-phone']],
    [
      'two digits exchanged, of the same name',
      named('Phan Thị Kim Lý', undefined, { phones: ['0930412587'] }),
      ['same-name-similar-phone'],
    ],
    [
      'a digit wrong, of the same name',
      named('Phan Thị Kim Lý', '1990-01-01', { phones: ['0903412588'] }),
      ['same-name-similar-phone'],
    ],
    ...['0903421587', '0903462587', '0903417587', '0905412587'].map((phone): Pair => [
      `a slip apart: ${phone}`,
      named('Phan Thị Kim Lý', '1990-01-01', { phones: [phone] }),
      ['same-name-similar-phone'],
    ]),
    ['two slips apart', named('Phan Thị Kim Lý', '1990-01-01', { phones: ['0905412687'] }), []],
    ['two digits exchanged, of another name', { phones: ['0930412587'] }, []],
    [
      'that of who is called for her, of the same name',
      named('Phan Thị Kim Lý', undefined, { phones: ['0977121314'] }),
      ['same-phone'],
    ],
    ['that of who is called for her, of another name', { phones: ['0977121314'] }, []],
    [
      'of a child of hers that is not linked',
      named('Trần Gia Bảo', '2019-05-06', { phones: ['0903412587'], sex: 'male' }),
      [],
    ],
    ['of her mother', named('Lê Thị Sáu', '1958', { phones: ['0903412587'] }), []],
    [
      'of who lives with her',
      named('Trần Văn Dũng', '1983-01-02', { phones: ['0903412587'], sex: 'male' }),
      ['same-phone'],
    ],
  ],
  'by a number': [
    ['the last ten digits of the card', card('bhyt', '8207654321'), ['same-identifier']],
    ['the card of another group', card('bhyt', 'DN4018207654321'), ['same-identifier']],
    ['the old identity card', card('cmnd', '185007654'), ['same-identifier']],
    ['the same digits as another kind', card('urn:oid:1.2.3', '082185007654'), ['same-identifier']],
    [
      'a citizen id with two digits exchanged, of the same name',
      named('Phan Thị Kim Lý', undefined, card('cccd', '082185006754')),
      ['same-name-similar-number'],
    ],
    ['a citizen id with two digits exchanged, of another name', card('cccd', '082185006745'), []],
    ['another card', card('bhyt', 'TE1828207654399'), []],
  ],
};
