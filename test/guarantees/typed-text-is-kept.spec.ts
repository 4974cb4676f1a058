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
  'web/src/account/signing-key.tsx: password, heldAt': 'A password is kept nowhere.',
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
  'web/src/medicines/running.tsx: witnessPin': 'A PIN is kept nowhere.',
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
  'web/src/stay/course.tsx: mistakes': 'What is told of what was typed.',
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

describe('A key that does something in a field', () => {
  it('does nothing while an input method composes a letter: Telex and VNI end words by it', () => {
    const handlers = globSync('web/src/**/*.{ts,tsx}').filter((path) => !path.includes('generated'));
    const careless = handlers.filter((path) => {
      const text = readFileSync(path, 'utf8');
      return /\.key\s*(?:===|!==)\s*'(?:Enter|Escape)'/.test(text) && !text.includes('isComposing');
    });
    expect(careless).toEqual([]);
  });
});

describe('What writes', () => {
  /** Functions that an act calls, in files of their own; or what is sent by the page itself, with its own guard against a second time. */
  const WRITERS: Readonly<Record<string, string>> = {
    'web/src/person/insurance.tsx: patchApiV1PatientsByIdInsuranceByPeriodId': 'Called by the acts of its file.',
    'web/src/find/register-screen.tsx: postApiV1PatientsByIdInsurance': 'Called by the act that registers.',
    ...Object.fromEntries(
      ['Sign', 'Complete', 'Hold', 'Resume', 'Discontinue', 'Cancel'].map((deed) => [
        `web/src/orders/order-row.tsx: postApiV1OrdersById${deed}`,
        'Called by the act of its file.',
      ]),
    ),
    'web/src/orders/preview.tsx: postApiV1EncountersByIdOrdersPreview': 'Writes nothing: a question about a draft.',
    'web/src/notes/note-editor.tsx: postApiV1NotesByIdSign': 'Given to the dialog of signing, whose act calls it.',
    'web/src/notes/note-signatures.tsx: postApiV1NotesByIdCosign':
      'Given to the dialog of signing, whose act calls it.',
    'web/src/notes/note-screen.tsx: postApiV1NotesByIdMarkInError': 'Given to MarkInError, whose act calls it.',
    'web/src/fluids/fluid-row.tsx: postApiV1FluidsByIdMarkInError': 'Given to MarkInError, whose act calls it.',
    'web/src/files/file-card.tsx: postApiV1FilesByIdMarkInError': 'Given to MarkInError, whose act calls it.',
  };

  it('is done by an act: once however often somebody presses, and again under the same key', () => {
    const strays = globSync('web/src/**/*.tsx')
      .filter((path) => !path.includes('generated'))
      .flatMap(writesOutsideOfActs)
      .filter((one) => !(one in WRITERS));
    expect(strays).toEqual([]);
  });
});

/** Calls that write and stand in no function that `useAct` is given: `file: call`. */
function writesOutsideOfActs(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node, isInAct: boolean): void => {
    const isCall = ts.isCallExpression(node);
    const called = isCall ? node.expression.getText(source) : '';
    if (isCall && !isInAct && /^(?:post|put|patch|delete)ApiV1/.test(called)) found.push(`${path}: ${called}`);
    ts.forEachChild(node, (child) => visit(child, isInAct || called === 'useAct'));
  };
  visit(source, false);
  return found;
}
