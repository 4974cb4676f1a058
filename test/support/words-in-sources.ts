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
