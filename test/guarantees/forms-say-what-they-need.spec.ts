import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/** The one piece that makes a button grey, and says why. */
const ACT_BUTTON = 'web/src/shell/act-button.tsx';

type Element = ts.JsxOpeningElement | ts.JsxSelfClosingElement;

interface Source {
  readonly path: string;
  readonly elements: readonly Element[];
  /** Labels that a form says it still needs, as they stand in the code. */
  readonly needed: readonly string[];
  /** The console's own files whose pieces this one shows. */
  readonly shows: readonly string[];
}

function read(path: string): Source {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const elements: Element[] = [];
  const needed: string[] = [];
  const shows: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) elements.push(node);
    if (ts.isCallExpression(node) && node.expression.getText() === 'stillNeeded') {
      const [, fields] = node.arguments;
      if (!fields || !ts.isArrayLiteralExpression(fields)) throw new Error(`${path}: the fields are named in place`);
      needed.push(...fields.elements.map((field) => (field as ts.ArrayLiteralExpression).elements[0]!.getText()));
    }
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const { text } = node.moduleSpecifier;
      if (/^\..*\.tsx$/.test(text)) shows.push(join(path, '..', text));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, elements, needed, shows };
}

/** The text of an attribute's expression; '' when it stands alone; undefined without it. */
function attribute(element: Element, name: string): string | undefined {
  const found = element.attributes.properties.find((one) => ts.isJsxAttribute(one) && one.name.getText() === name);
  if (!found || !ts.isJsxAttribute(found)) return undefined;
  const { initializer } = found;
  if (!initializer) return '';
  return ts.isJsxExpression(initializer) ? (initializer.expression?.getText() ?? '') : initializer.getText();
}

const told = ({ path }: Source, element: Element) =>
  `${path}: ${element.tagName.getText()} ${attribute(element, 'label') ?? ''}`;

describe('A form of the console', () => {
  const sources = globSync('web/src/**/*.tsx')
    .filter((path) => !path.includes('generated'))
    .map(read);

  it('has nothing grey that does not say why: buttons beside them, fields in their description', () => {
    const silent = sources
      .filter(({ path }) => path !== ACT_BUTTON)
      .flatMap((source) =>
        source.elements
          .filter((element) => attribute(element, 'disabled') !== undefined)
          .filter((element) => /Button|Icon$/.test(element.tagName.getText()) || !attribute(element, 'description'))
          .map((element) => told(source, element)),
      );
    expect(silent).toEqual([]);
  });

  it('marks each field without which it cannot be sent, before anybody clicks', () => {
    // A field stands in the form itself, or in a piece that several forms share.
    const inSight = (form: Source) => [form, ...sources.filter(({ path }) => form.shows.includes(path))];
    const isMarked = (label: string) => (element: Element) =>
      attribute(element, 'label') === label && ['', 'true'].includes(attribute(element, 'required') ?? 'false');
    const unmarked = sources.flatMap((form) =>
      form.needed
        .filter((label) => !inSight(form).some(({ elements }) => elements.some(isMarked(label))))
        .map((label) => `${form.path}: ${label}`),
    );
    expect(unmarked).toEqual([]);
    expect(sources.flatMap(({ needed }) => needed).length).toBeGreaterThan(10);
  });
});
