import { pino } from 'pino';
import { createApplication } from '../application.js';
import { loadSettings } from '../config/load-settings.js';
import { describeApi } from '../http/openapi.js';
import { CARE_ROLES, may, POLICY, ROLES, type Action } from '../security/policy.js';
import { excludedBy } from '../security/separation.rules.js';

const HEAD = `# Who may do what

Made from the code (\`src/security/policy.ts\` and the routes' own declarations); a test calls every route as every role and
compares. ✓ may; ♥ may, for patients with whom the person has a care relationship; empty: refused.

A care relationship is, in this order: the patient is in a ward where the person works; a colleague asked them to consult;
they broke the glass (four hours, with a reason, each use reviewed); they are on call for the whole hospital; the patient was in their
ward, or they wrote into the record, within \`CARE_TIE_DAYS\`. Confidential records (R, V) and those of colleagues are open
only to the first three, and nobody's own to themselves. \`GET /api/v1/patients/{id}/access\` tells which of them holds.

## Actions

`;
/** Actions about patients that do not depend on care: finding and registering people. */
const WITHOUT_CARE: readonly Action[] = [
  'patient.register',
  'patient.search',
  'ward.read',
  'care.break-glass',
  'care.explain',
];

interface Operation {
  readonly 'x-action'?: string;
  readonly 'x-sight'?: string;
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
    return (CARE_ROLES as readonly string[]).includes(role) && !WITHOUT_CARE.includes(action) ? '♥' : '✓';
  });

const SEPARATION = `## Roles that nobody holds together

Who gives rights, who watches and who works are different people. Auditor and privacy officer go together: both only look. It is
refused with \`roles-conflict\` at hiring and at a grant, and by the database (\`staff_role_separate\`).

| role | not beside |
|---|---|
${ROLES.map((role) => `| ${role} | ${excludedBy(role).join(', ')} |\n`).join('')}`;

const ROUTES_HEAD = `## Routes

\`shows\` is what the trail records of an answer; \`whose\` is whose records its statements may see for roles that follow care.

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
      const { 'x-action': action = '', 'x-discloses': shows, 'x-sight': whose } = operation;
      const follows = action in POLICY && CARE_ROLES.some((role) => may(role, action as Action));
      return `| ${method.toUpperCase()} ${path} | ${action} | ${shows} | ${follows ? whose : ''} |\n`;
    }),
  );
}
