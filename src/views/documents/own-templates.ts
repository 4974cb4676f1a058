import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The words of papers in both languages came later than the other templates, which say nothing of them where they are older. */
const KNOWS_LANGUAGES = /"words\.typ"|\.language\b|"language"/;

/** The files of a folder that templates are made of, by name. */
const templatesIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.typ'));

const textIn = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

/**
 * Templates that the service brings and a hospital's own folder does not have: those of the service stand in for them. So does that which
 * chooses the layout, where the hospital's copy is older than one of these.
 */
export const missingTemplates = (own: string, shipped: string, layouts: readonly string[] = []): string[] =>
  templatesIn(shipped).filter((name) => !existsSync(join(own, name)) || (name === MAIN && isOlder(own, layouts)));

const MAIN = 'main.typ';
/** Layouts that came later than the first templates. */
const LATER: readonly string[] = ['doses', 'infusions', 'transfusions', 'nursing'];
const isOlder = (own: string, layouts: readonly string[]): boolean =>
  layouts.some((layout) => LATER.includes(layout) && !textIn(own, MAIN).includes(`"${layout}"`));

/**
 * Whether a hospital's own templates set papers in English: those that it copied before there were words of both languages have Vietnamese
 * ones in them, and would set half of a paper in each.
 */
export const setsEnglish = (own: string, shipped: string): boolean =>
  own === shipped ||
  templatesIn(shipped).every(
    (name) =>
      !KNOWS_LANGUAGES.test(textIn(shipped, name)) ||
      !existsSync(join(own, name)) ||
      KNOWS_LANGUAGES.test(textIn(own, name)),
  );
