// Searches for patients, each a list of requests of one kind: among the patients of test/support/many-patients.ts or of any other hospital.
// The small and the large hospital are asked the same, so that the ratio of the two is how a search grows.

/** What is typed; `like` are patients of the hospital asked: [{mrn, cccd, phone, birthDate, words: [folded words of the name]}]. */
export const SEARCHES = {
  phone: (like) => like.map(({ phone }) => ({ phone })),
  identifier: (like) => like.map(({ cccd, mrn }, n) => ({ identifier: [cccd, mrn, `cccd|${cccd}`][n % 3] })),
  'rare word': (like) => like.map(({ rare }) => ({ name: rare })),
  'common word': () =>
    ['anh', 'nguyen', 'thi', 'van', 'yen', 'linh', 'hoa', 'xuan', 'tran', 'vy'].map((name) => ({ name })),
  'beginning of a word': () => ['n', 'th', 'ng', 'y', 'tr', 'qu', 'hu', 'nh'].map((name) => ({ name })),
  'two words': (like) => like.map(({ words }) => ({ name: `${words[0]} ${words.at(-1)}` })),
  'three words': (like) => like.map(({ words }) => ({ name: words.join(' ') })),
  'three words, the last begun': (like) =>
    like.map(({ words }) => ({ name: `${words.slice(0, -1).join(' ')} ${words.at(-1)[0]}` })),
  'mistyped word': (like) =>
    like.map(({ words, rare }, n) => ({
      name: n % 2 ? mistyped(rare, n) : `${words[0]} ${mistyped(words.at(-1), n)}`,
    })),
  'birth day': (like) => like.map(({ birthDate }) => ({ birthDate })),
  'birth year': (like) => like.map(({ birthDate }) => ({ birthDate: birthDate.slice(0, 4) })),
  'name and birth year': (like) =>
    like.map(({ words, birthDate }) => ({ name: words.at(-1), birthDate: birthDate.slice(0, 4) })),
};

/** A letter left out, doubled, or exchanged with its neighbour. */
function mistyped(word, n) {
  const at = 1 + (n % Math.max(1, word.length - 2));
  if (n % 3 === 0) return word.slice(0, at) + word.slice(at + 1);
  if (n % 3 === 1) return word.slice(0, at) + word[at] + word.slice(at);
  return word.slice(0, at) + (word[at + 1] ?? 'h') + word[at] + word.slice(at + 2);
}

const FHIR_NAMES = { name: 'name', identifier: 'identifier', birthDate: 'birthdate' };

/** Requests of a kind of search, native; as FHIR too, where FHIR has the parameters. @returns undefined where it has none */
export function searchRequests(kind, like, { token, fhir = false }) {
  const queries = SEARCHES[kind](like);
  const named = fhir ? queries.map((query) => renamed(query)) : queries;
  if (named.includes(undefined)) return undefined;
  return named.map((query) => ({
    method: 'GET',
    path: `${fhir ? '/fhir/R4/Patient' : '/api/v1/patients'}?${new URLSearchParams(query)}`,
    headers: { authorization: `Bearer ${token}`, 'x-terminal': 'BENCH-01' },
  }));
}

function renamed(query) {
  const entries = Object.entries(query).map(([name, value]) => [
    FHIR_NAMES[name],
    value.replace('cccd|', 'https://benhan.vn/fhir/sid/cccd|'),
  ]);
  return entries.every(([name]) => name) ? Object.fromEntries(entries) : undefined;
}

/** Patients to search for, spread over the hospital. @param query runs SQL as the owner of the tables and gives its rows */
export async function patientsToFind(query, count = 60) {
  const rows = await query(PATIENTS_TO_FIND, [count]);
  const rare = await query(RARE_WORDS, [count]);
  return rows.map((row, n) => ({ ...row, words: row.name.split(' '), rare: rare[n % rare.length].word }));
}

const PATIENTS_TO_FIND = `
  SELECT p.mrn, p.name_search AS name, p.birth_date::text AS "birthDate", p.phones[1] AS phone, i.value AS cccd
    FROM (SELECT * FROM patient WHERE cardinality(phones) > 0 AND birth_date IS NOT NULL AND name_search ~ '^\\S+ \\S+ \\S+'
           ORDER BY md5(mrn) LIMIT $1) p
    JOIN patient_identifier i ON i.patient_id = p.id AND i.system = 'https://benhan.vn/fhir/sid/cccd'`;
const RARE_WORDS = `
  SELECT word FROM (SELECT word, count(*) AS n FROM patient, string_to_table(name_search, ' ') word GROUP BY 1) words
   WHERE length(word) BETWEEN 3 AND 12 ORDER BY n, md5(word) LIMIT $1`;
