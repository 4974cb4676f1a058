// Who is it: patients searched by what is told at the desk, and by a laboratory through FHIR.
import { writing } from '../bulk.mjs';
import { RARE } from '../hospital.mjs';

/** Requests arriving a second, at which a search still has to be fast. */
const ARRIVING = 150;
const COMMON = ['anh', 'nguyen', 'thi', 'minh', 'le', 'van', 'tran', 'lan'];
const USUAL = ['nguyen anh', 'tran thi', 'le minh', 'pham ngoc lan', 'hoang nam', 'bui chau', 'vu duc', 'dang mai'];
const THREE = ['nguyen thi anh', 'tran van binh', 'le minh chau', 'pham ngoc dung', 'hoang duc giang', 'vu thu hanh'];
const BEGUN = ['n', 'th', 'ng', 'm', 'tr', 'kh', 'ha', 'ph'];
/** One letter left out, doubled or exchanged. */
const MISTYPED = ['nguyn', 'trran', 'pahm', 'hoanng', 'nguyen thi ahn', 'le minh chua', 'khahn', 'gaing'];
/** As it is typed into the one box: initials, left-over keystrokes, i for y, birth dates, slips. */
const TYPED = [
  'NTA',
  'tvb',
  'nguyeenx thij anhs',
  'ly thi my',
  'nguyen an 1985',
  'tran binh 12/03/1961',
  '1983',
  'nguyn thi ahn',
  'hoanng',
];
/** A birthday without a year, and a month alone, beside a name. */
const DAYS = ['anh 12/03', 'nguyen 24/11', 'le minh ngày 5 tháng 6', 'chau thang 11', 'tran binh tháng 4', 'lan t12'];
const YEARS = ['1950', '1961', '1972', '1983', '1994', '2005', '1944', '1999'];

const native = (key, value, answer) => ({
  as: 'nurse',
  path: `/api/v1/patients?${new URLSearchParams({ [key]: value })}`,
  answer,
});
const fhir = (key, value, answer) => ({
  as: 'lab',
  path: `/fhir/R4/Patient?${new URLSearchParams({ [key]: value })}`,
  answer: { contains: ['"resourceType":"Bundle"', ...(answer.contains ?? [])], ...answer },
});

/** Some of the benchmark's own patients, with all they may be found by. */
const known = async ({ sql }) => ({
  people: await sql(
    `SELECT p.id, p.mrn, p.phones[1] AS phone, p.birth_date::text AS born, split_part(p.name_search, ' ', 2) AS word, i.value AS card
       FROM patient p JOIN patient_identifier i ON i.patient_id = p.id WHERE p.mrn LIKE '79016-9%' ORDER BY p.mrn LIMIT ${RARE}`,
  ),
});
/** Of whom a page is full: as many are found in the small hospital as in the large one, and showing them costs both the same. */
const PAGE = 20;
/** Who is looked for by what is typed: as lists have them, and when they were born. */
const MEANT = {
  'anh nguyen thi': '1950-06-07',
  'binh tran van': '1950-06-07',
  'my ly thi': '1950-06-07',
  'an nguyen': '1985-02-03',
  'binh tran': '1961-03-12',
  'sang khuat': '1983-04-05',
};
const FILLED = `
  INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision)
  SELECT '79016-7' || lpad((row_number() OVER (ORDER BY place, n))::text, 7, '0'), initcap(search), search, sort, 'female', born, 'day'
    FROM (
      SELECT place, sort, born FROM unnest($1::text[], $2::date[]) WITH ORDINALITY AS meant (sort, born, place)
      UNION ALL (SELECT 100 + row_number() OVER (ORDER BY mrn), 'tuoc khong', birth_date FROM patient WHERE mrn LIKE '79016-9%'
        ORDER BY mrn LIMIT ${RARE})) one
    CROSS JOIN LATERAL (SELECT regexp_replace(sort, '^(\\S+) (.*)$', '\\2 \\1') AS search) named, generate_series(1, ${PAGE}) n
  ON CONFLICT (mrn) DO NOTHING`;
const withFullPages = async (world) => {
  await writing(world.adminUrl, (client) => client.query(FILLED, [Object.keys(MEANT), Object.values(MEANT)]));
  return known(world);
};
const of = (says, requests, more) => ({ says: `searched: ${says}`, open: ARRIVING, requests, ...more });
const ofEach = (says, asked, prepare = known) => of(says, (_, { people }) => people.map(asked), { prepare });

export const search = {
  search: of('usual names', () => USUAL.map((name) => native('name', name, { atLeast: 1 })), { open: undefined }),
  'search-phone': ofEach('a phone', ({ id, phone }) =>
    native('phone', phone, { contains: [`"id":"${id}"`], items: 1 }),
  ),
  'search-rare': ofEach('a rare word', ({ id, word }) =>
    native('name', word, { contains: [`"id":"${id}"`], items: 1 }),
  ),
  'search-common': of('a common word', () => COMMON.map((name) => native('name', name, { atLeast: 20 }))),
  'search-three': of('three words', () => THREE.map((name) => native('name', name, { atLeast: 1 }))),
  'search-mistyped': of('a mistyped word', () => MISTYPED.map((name) => native('name', name, {}))),
  'search-begun': of('the beginning of a word', () => BEGUN.map((name) => native('name', name, { atLeast: 20 }))),
  'search-year': of('a birth year', () => YEARS.map((born) => native('birthDate', born, { atLeast: 1 }))),
  'search-identifier': ofEach('an identifier', ({ id, card }) =>
    native('identifier', card, { contains: [`"id":"${id}"`], items: 1 }),
  ),
  'search-box': of('one box, words', () => TYPED.map((q) => native('q', q, { atLeast: PAGE })), {
    prepare: withFullPages,
  }),
  'search-box-number': ofEach('one box, the end of a phone', ({ id, phone }) =>
    native('q', phone.slice(-6), { contains: [`"id":"${id}"`], atLeast: 1 }),
  ),
  'search-box-day': of('one box, a day and month, or a month', () => DAYS.map((q) => native('q', q, {}))),
  'search-birth-date': ofEach(
    'a birth date',
    ({ born }) => native('birthDate', born, { contains: [`"birthDate":"${born}"`], atLeast: PAGE }),
    withFullPages,
  ),
  'fhir-name': ofEach('FHIR, a rare word', ({ id, word }) =>
    fhir('name', word, { contains: [`Patient/${id}"`], items: 1 }),
  ),
  'fhir-common': of('FHIR, a common word', () => COMMON.map((name) => fhir('name', name, { atLeast: 20 }))),
  'fhir-identifier': ofEach('FHIR, an identifier', ({ id, card }) =>
    fhir('identifier', card, { contains: [`Patient/${id}"`], items: 1 }),
  ),
  'fhir-birth-date': ofEach(
    'FHIR, a birth date',
    ({ born }) => fhir('birthdate', born, { contains: [`"birthDate":"${born}"`], atLeast: PAGE }),
    withFullPages,
  ),
};
