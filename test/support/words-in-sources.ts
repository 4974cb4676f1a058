import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A pair of texts for people, `{ vi, en }`, as a source file writes it; one of them may be missing. */
export interface WordsFound {
  readonly path: string;
  readonly where: string;
  readonly vi?: string;
  readonly en?: string;
}

/** Letters that Vietnamese has and English has not: vowels with marks, and đ. */
export const VIETNAMESE = /[đĐăĂơƠưƯ]|[aeiouy][\u0300-\u0303\u0306\u0309\u0323]/iu;
const isVietnamese = (text: string) => VIETNAMESE.test(text) || VIETNAMESE.test(text.normalize('NFD'));

function nodesOf(path: string, text: string): { source: ts.SourceFile; nodes: ts.Node[] } {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { source, nodes };
}

/** The text of a string or template; places of templates are left out. Undefined for what is no text. */
function textOf(node: ts.Expression | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => literal.text).join('…');
}

/** Every `{ vi, en }` of a file that holds text. */
export function wordsOf(path: string): WordsFound[] {
  const text = readFileSync(path, 'utf8');
  if (!/\b(?:vi|en)\b/.test(text)) return [];
  const { source, nodes } = nodesOf(path, text);
  return nodes.filter(ts.isObjectLiteralExpression).flatMap((literal) => {
    const field = (name: string) =>
      literal.properties.filter(ts.isPropertyAssignment).find((property) => property.name.getText() === name);
    const [vi, en] = [textOf(field('vi')?.initializer), textOf(field('en')?.initializer)];
    const line = source.getLineAndCharacterOfPosition(literal.getStart()).line + 1;
    return vi === undefined && en === undefined ? [] : [{ path, where: `${path}:${line}`, vi, en }];
  });
}

/** Texts of a file's code (no comments) that are Vietnamese, each with its line. The product's own name counts for nothing. */
export function vietnameseOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  if (!isVietnamese(text)) return [];
  const { source, nodes } = nodesOf(path, text);
  const isText = (node: ts.Node) =>
    ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node);
  return nodes
    .filter((node) => isText(node) && isVietnamese(node.getText().replaceAll('Bệnh Án', '')))
    .map(
      (node) => `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText().trim()}`,
    );
}

/** Texts that a screen of the console writes itself: between tags, or in what a reader sees or hears of an element. */
export function textsOnScreen(path: string): string[] {
  const { source, nodes } = nodesOf(path, readFileSync(path, 'utf8'));
  const isSaid = (node: ts.Node) =>
    ts.isJsxText(node) ||
    (ts.isJsxAttribute(node) &&
      SAID.has(node.name.getText()) &&
      node.initializer &&
      ts.isStringLiteral(node.initializer));
  return nodes
    .filter((node) => isSaid(node) && /\p{L}{2}/u.test(node.getText()))
    .map(
      (node) => `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText().trim()}`,
    );
}
const SAID = new Set([
  'label',
  'title',
  'placeholder',
  'description',
  'alt',
  'aria-label',
  'aria-description',
  'error',
]);

/** The places of the tables of words in a file, such as `orders.priorities.urgent`, in alphabetical order. */
export function placesOf(path: string): string[] {
  const { nodes } = nodesOf(path, readFileSync(path, 'utf8'));
  const tables = nodes.flatMap((node) =>
    ts.isVariableDeclaration(node) && node.initializer ? (objectOf(node.initializer) ?? []) : [],
  );
  return tables.flatMap((table) => placesIn(table, '')).sort();
}

function objectOf(node: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (ts.isObjectLiteralExpression(node)) return node;
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? objectOf(node.expression) : undefined;
}

const placesIn = (table: ts.ObjectLiteralExpression, above: string): string[] =>
  table.properties.flatMap((property) => {
    if (!property.name) return [];
    const place = above + property.name.getText().replaceAll("'", '');
    const inner = ts.isPropertyAssignment(property) ? objectOf(property.initializer) : undefined;
    return inner ? placesIn(inner, `${place}.`) : [place];
  });
