import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/** State of a form that no text of a chart lies in, and why it lives no longer than the form. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'web/src/admin/add-staff.tsx: password': 'A password is kept nowhere.',
  'web/src/admin/person-access.tsx: password': 'A password is kept nowhere.',
  'web/src/admin/person-access.tsx: badge': 'A badge is kept nowhere.',
  'web/src/admin/person-work.tsx: role': 'A choice.',
  'web/src/admin/person-work.tsx: wardId': 'A choice.',
  'web/src/account/account-screen.tsx: password, pin': 'A password and a PIN are kept nowhere.',
  'web/src/account/own-sessions.tsx: password': 'A password is kept nowhere.',
  'web/src/session/change-password.tsx: currentPassword, newPassword': 'A password is kept nowhere.',
  'web/src/session/enrol-second-factor.tsx: password': 'A password is kept nowhere.',
  'web/src/session/enrol-second-factor.tsx: code': 'A code that is good for half a minute.',
  'web/src/session/sign-in.tsx: password': 'A password is kept nowhere.',
  'web/src/session/sign-in.tsx: code': 'A code that is good for half a minute.',
  'web/src/session/sign-in.tsx: pin': 'A PIN is kept nowhere.',
  'web/src/stay/course.tsx: staffId': 'A choice.',
  'web/src/transfusions/begin-unit.tsx: witnessPin': 'A PIN is kept nowhere.',
  'web/src/medicines/dose-form.tsx: witnessPin': 'A PIN is kept nowhere.',
  'web/src/admin/staff-screen.tsx: typed': 'Letters that a list is searched by.',
  'web/src/orders/worklist-screen.tsx: typed': 'A number that an order is found by.',
  'web/src/orders/what-to-order.tsx: typed': 'Letters that a list is searched by.',
  'web/src/ward/staff-select.tsx: typed': 'Letters that a list is searched by.',
  'web/src/unmatched/order-field.tsx: typed': 'Letters that a list is searched by.',
  'web/src/find/code-select.tsx: typed': 'Letters that a list is searched by.',
  'web/src/find/find-screen.tsx: typed': 'Letters that a list is searched by.',
  'web/src/find/patient-field.tsx: typed': 'Letters that a list is searched by.',
  'web/src/exchange/messages-screen.tsx: asked': 'What messages are searched by.',
  'web/src/exchange/messages-screen.tsx: NOTHING_ASKED': 'What messages are searched by.',
  'web/src/audit/question-form.tsx: NOTHING': 'What the trail is asked by.',
  'web/src/audit/events-screen.tsx: asked': 'What the trail is asked by.',
  'web/src/audit/access-screen.tsx: period': 'What the trail is asked by.',
  'web/src/audit/patient-choice.tsx: typed': 'What the trail is asked by.',
  'web/src/audit/patient-choice.tsx: asked': 'What the trail is asked by.',
  'web/src/lists/code-lists-screen.tsx: typed': 'Letters that a list is searched by.',
  'web/src/lists/formulary-screen.tsx: typed': 'Letters that a list is searched by.',
  'web/src/orders/basket.tsx: said': 'Who ordered aloud is a choice, and a read-back is of this moment.',
  'web/src/vitals/vitals-form.tsx: mistakes': 'What is told of what was typed.',
  'web/src/transfusions/unit.tsx: wrong': 'What is told of what was typed.',
  'web/src/transfusions/begin-unit.tsx: wrong': 'What is told of what was typed.',
  'web/src/record/closing.tsx: shown': 'A password or a code is kept nowhere.',
  'web/src/notes/sign-dialog.tsx: shown': 'A password or a code is kept nowhere.',
  'web/src/handover/take-over.tsx: shown': 'A password or a code is kept nowhere.',
  'web/src/notes/find-notes.tsx: typed': 'Letters that notes are searched by.',
  'web/src/notes/patient-signs.tsx: shown': 'A password or a code is kept nowhere.',
  'web/src/notes/note-screen.tsx: shown': 'A password or a code is kept nowhere.',
};

/** Texts of forms that are held by a component alone: `file: what`. */
function textsHeldByTheForm(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [start, name] = node.arguments;
      const called = node.expression.getText(source);
      if (called === 'useFields' && !name) found.push(`${path}: ${fieldsOf(start)}`);
      if (called === 'useState' && start && holdsText(start)) {
        found.push(`${path}: ${nameOf(node)}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** State that begins as an empty text, as texts by what they are about, or as the empty form of a constant. */
const holdsText = (start: ts.Node): boolean =>
  (ts.isStringLiteral(start) && start.text === '') ||
  (ts.isObjectLiteralExpression(start) && start.properties.length === 0) ||
  (ts.isIdentifier(start) && /^[A-Z_]+$/.test(start.text));

const fieldsOf = (start: ts.Node | undefined): string =>
  start && ts.isObjectLiteralExpression(start)
    ? start.properties.map((property) => property.name?.getText() ?? '').join(', ')
    : (start?.getText() ?? '');

const nameOf = ({ parent }: ts.Node): string =>
  ts.isVariableDeclaration(parent) && ts.isArrayBindingPattern(parent.name)
    ? (parent.name.elements[0]?.getText() ?? '')
    : parent.getText();

describe('Text that is typed into the console', () => {
  const held = globSync('web/src/**/*.{ts,tsx}')
    .filter((path) => !path.includes('generated') && !path.endsWith('use-fields.ts'))
    .flatMap(textsHeldByTheForm);

  it('is kept for its author in every form, but for secrets and what lists are searched by', () => {
    expect(held.filter((one) => !(one in EXCEPTIONS))).toEqual([]);
  });

  it('has no exception that nothing needs', () => {
    expect(Object.keys(EXCEPTIONS).filter((one) => !held.includes(one))).toEqual([]);
  });
});
