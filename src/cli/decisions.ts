import { pino } from 'pino';
import { createApplication } from '../application.js';
import { loadSettings } from '../platform/config/load-settings.js';
import { describeApi } from '../platform/edge/openapi.js';
import {
  followsCare,
  may,
  POLICY,
  ROLES,
  worksHospitalWide,
  type Action,
  type Role,
} from '../platform/routes/policy.js';
import { excludedBy } from '../platform/security/separation.rules.js';

const HEAD = `# Who may do what

Made from the code (\`src/platform/routes/policy.ts\` and the routes' own declarations); a test calls every route as every role and
compares. ✓ may; ♥ may, for patients with whom the person has a care relationship; ◇ may, for every patient but themselves, and for
confidential records only with a reason of their work; empty: refused.

Nobody opens their own record with their staff account, in whatever role. Confidential are records marked R or V, and those of colleagues.

**♥, a care relationship** is the first of these that holds. \`GET /api/v1/patients/{id}/access\` tells which; so does \`X-Care-Access\`.

| reason | holds when | for confidential records |
|---|---|:-:|
| \`ward\` | an encounter, planned or in progress, is in a ward or clinic where the person works | ✓ |
| \`duty\` | it is in one where they are on duty, from half an hour before to an hour after | ✓ |
| \`consultation\` | who treats the patient (\`ward\`, \`duty\`) asked the person, for at most 30 days | ✓ |
| \`referral\` | who treats the patient asked a ward or clinic where the person works or is on duty, for at most 30 days | ✓ |
| \`break-glass\` | they broke the glass: four hours, with a reason that says something, at most \`BREAK_GLASS_PER_PATIENT\` and \`BREAK_GLASS_PER_DAY\` times in 24 hours, each use reviewed; opens one record and no list | ✓ |
| \`hospital-wide\` | they are on call for the whole hospital | |
| \`recent\` | the patient was in their ward, or a critical result of a visit there came, or they wrote into the record, within \`CARE_TIE_DAYS\`; not in an emergency, in an encounter that was taken back or is over, nor by taking a patient in before a review found that justified | |
| \`left-ward\` | they left the ward of the patient at most \`LEFT_WARD_HOURS\` ago: to read, and to write nothing | |

\`admission\`: a clinician admits into their own wards (on call for all: into any) whoever is not confidential; a confidential record takes one
of the reasons above. Whoever takes a patient into a ward of their own with whom none of these held before, or only the broken glass or a ward they
left, by admission or transfer, is reviewed like an emergency, unless there is no record yet but who the patient is. What a review finds
\`unjustified\` ends at once, with what was built on it, and whoever it was takes that patient in no more for \`CARE_TIE_DAYS\`.

A stay is moved, ended or taken back by the ward where the patient lies, and by who is on call for all; the ward that receives fetches a patient
whom it treated lately, was asked to, or opened in an emergency. A visit elsewhere gives no power over it.

Lists of a ward, its board among them, show the ward’s own patients. Who was consulted, or referred to, finds the patient in their worklists
(\`GET /api/v1/encounters\`, \`GET /api/v1/orders\`) and by the record’s address, and not on the board of the ward that asked them.

**◇, with confidential records**: pharmacists, laboratories and radiographers with an order of the patient that is theirs to carry out (pharmacists:
a medicine, ordered here or elsewhere; laboratories: also blood) and is open or ended within \`CARE_TIE_DAYS\` (\`order\`), else by breaking the
glass; records officers with a reason in \`X-Reason\`, for one patient at a time (\`stated-reason\`); registrars without, but they see only who somebody is
and their visits: nothing charted, no words of a discharge, and not why a confidential patient came. What a laboratory sends in by FHIR is taken for
whomever it names; registrars bring in patients by FHIR, and nothing that is charted; laboratories patients, results, specimens and the orders that
these answer (403 for the whole Bundle).

## Actions

`;
/** Actions about patients that do not depend on care: finding and registering people. */
const WITHOUT_CARE: readonly Action[] = [
  'patient.register',
  'patient.search',
  'ward.read',
  'ward.list',
  'roster.read',
  'roster.plan',
  'staff.directory',
  'fhir.import',
  'care.break-glass',
  'care.explain',
];

interface Operation {
  readonly 'x-action'?: string;
  readonly 'x-scope'?: string;
  readonly 'x-discloses'?: string;
}

/** Writes docs/decisions.md to standard output. */
export async function runDecisions(): Promise<number> {
  const actions = (Object.keys(POLICY) as Action[]).map(
    (action) => `| \`${action}\` | ${marksOf(action).join(' | ')} |\n`,
  );
  const head = `| action | ${ROLES.join(' | ')} |\n|---|${ROLES.map(() => ':-:|').join('')}\n`;
  const routes = await routeRows();
  process.stdout.write(`${HEAD}${head}${actions.join('')}\n${SEPARATION}\n${ROUTES_HEAD}${routes.join('')}`);
  return 0;
}

const marksOf = (action: Action) =>
  ROLES.map((role) => {
    if (!may(role, action)) return '';
    if (WITHOUT_CARE.includes(action)) return '✓';
    return followsCare(role) ? '♥' : worksHospitalWide(role) ? '◇' : '✓';
  });

const SEPARATION = `## Roles that nobody holds together

Who gives rights, who watches and who works are different people. Auditor and privacy officer go together: both only look. It is
refused with \`roles-conflict\` at hiring and at a grant, and by the database (\`staff_role_separate\`).

| role | not beside |
|---|---|
${ROLES.map((role) => `| ${role} | ${excludedBy(role).join(', ')} |\n`).join('')}`;

const ROUTES_HEAD = `## Routes

\`shows\` is what the trail records of an answer; \`whose\` is whose records its statements may see for the roles marked ♥ or ◇.

| route | action | shows | whose |
|---|---|---|---|
`;

async function routeRows(): Promise<string[]> {
  const settings = loadSettings({
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    TOKEN_SECRET: 'only to build the application, signs nothing',
  });
  const app = await createApplication(settings, pino({ level: 'silent' }));
  const { paths } = describeApi(app);
  await app.close();
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, Operation>).map(([method, operation]) => {
      const { 'x-action': action = '', 'x-discloses': shows, 'x-scope': whose } = operation;
      const isDecided = (role: Role) => followsCare(role) || worksHospitalWide(role);
      const follows = action in POLICY && ROLES.some((role) => isDecided(role) && may(role, action as Action));
      const isSentIn = path.startsWith('/fhir') && method === 'post';
      return `| ${method.toUpperCase()} ${path} | ${action} | ${shows} | ${follows ? (isSentIn ? 'whom it names' : whose) : ''} |\n`;
    }),
  );
}
