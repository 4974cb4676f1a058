import { isNoteType } from '../note-types.js';
import { linesOf } from './json-lines.js';
import { PULLS, type NoteTemplate } from './template.js';

/** Something that cannot be taken, and the line where it stands. */
export interface TemplateFault {
  readonly line: number;
  readonly fault: string;
}

/** A form as a file says it: its version is given when it is loaded. */
export type GivenTemplate = Omit<NoteTemplate, 'version'>;

const CODE = /^[a-z][a-z0-9-]{0,39}$/;
const FIELD_CODE = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;
/** A section and a field of it. */
const MOMENT = /^[a-z][a-z0-9-]{0,39}\/[A-Za-z][A-Za-z0-9-]{0,39}$/;
const SECTION_KINDS = ['text', 'values', 'table'];
const FIELD_KINDS = ['number', 'text', 'yes-no', 'instant', 'choice'];
const MOST_TEMPLATES = 200;
const MOST_PARTS = 60;

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads one form, or a list of them, from JSON of the shape that GET /note-templates tells. */
export function readTemplates(text: string): { templates: readonly GivenTemplate[]; faults: readonly TemplateFault[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const [, position] = /position (\d+)/.exec((error as Error).message) ?? [];
    const line = text.slice(0, position ? Number(position) : text.length).split('\n').length;
    return { templates: [], faults: [{ line, fault: 'this is no JSON' }] };
  }
  const lines = linesOf(text);
  const check = new Check();
  const many = Array.isArray(value);
  const list = many ? (value as unknown[]) : [value];
  if (list.length === 0 || list.length > MOST_TEMPLATES) check.say('', `1 to ${MOST_TEMPLATES} forms`);
  list.forEach((one, at) => check.template(one, many ? `/${at}` : ''));
  check.twice(list, many ? '' : undefined, 'form');
  const faults = check.faults.map(({ pointer, fault }) => ({
    line: lineOf(lines, pointer),
    fault: `${pointer || 'the file'}: ${fault}`,
  }));
  return {
    templates: faults.length > 0 ? [] : (list as GivenTemplate[]),
    faults: faults.sort((a, b) => a.line - b.line),
  };
}

/** Of what is missing, the line of what it is missing in. */
function lineOf(lines: ReadonlyMap<string, number>, pointer: string): number {
  const known = lines.get(pointer);
  return known ?? (pointer === '' ? 1 : lineOf(lines, pointer.slice(0, pointer.lastIndexOf('/'))));
}

/** Walks a form and says what is wrong with it, by pointer. */
class Check {
  readonly faults: { pointer: string; fault: string }[] = [];

  say(pointer: string, fault: string): void {
    this.faults.push({ pointer, fault });
  }

  template(value: unknown, at: string): void {
    if (!this.object(value, at, ['code', 'type', 'title', 'source', 'sections'])) return;
    if (!CODE.test(String(value.code))) this.say(`${at}/code`, 'lower-case letters, digits and hyphens, up to 40');
    if (!isNoteType(value.type)) this.say(`${at}/type`, 'no kind of note');
    this.title(value.title, `${at}/title`);
    this.words(value.source, `${at}/source`);
    this.list(value.sections, `${at}/sections`, (one, place) => this.section(one, place));
    this.twice(value.sections, `${at}/sections`, 'section');
  }

  private section(value: unknown, at: string): void {
    const names = ['code', 'title', 'kind', 'required', 'alternatives', 'fields', 'pulls'];
    if (!this.object(value, at, names)) return;
    if (!CODE.test(String(value.code))) this.say(`${at}/code`, 'lower-case letters, digits and hyphens, up to 40');
    this.title(value.title, `${at}/title`);
    if (!SECTION_KINDS.includes(String(value.kind))) this.say(`${at}/kind`, SECTION_KINDS.join(', '));
    this.required(value.required, at);
    // Notes may say more than their form asks for: an alternative need not be a section of it.
    this.each(value.alternatives, `${at}/alternatives`, (one) => CODE.test(String(one)), 'no code of a section');
    this.each(value.pulls, `${at}/pulls`, (one) => (PULLS as readonly unknown[]).includes(one), PULLS.join(', '));
    const hasFields = value.kind === 'values' || value.kind === 'table';
    if (hasFields) this.list(value.fields, `${at}/fields`, (one, place) => this.field(one, place));
    else if (value.fields !== undefined) this.say(`${at}/fields`, 'only of values and tables');
    this.twice(value.fields, `${at}/fields`, 'field');
  }

  private field(value: unknown, at: string): void {
    const names = ['code', 'title', 'kind', 'unit', 'min', 'max', 'choices', 'required', 'notBefore'];
    if (!this.object(value, at, names)) return;
    if (!FIELD_CODE.test(String(value.code))) this.say(`${at}/code`, 'letters, digits and hyphens, up to 40');
    this.title(value.title, `${at}/title`);
    if (!FIELD_KINDS.includes(String(value.kind))) this.say(`${at}/kind`, FIELD_KINDS.join(', '));
    this.required(value.required, at);
    this.notBefore(value, `${at}/notBefore`);
    if (value.unit !== undefined) this.words(value.unit, `${at}/unit`);
    const bounds = [value.min, value.max].filter((bound) => bound !== undefined);
    if (bounds.length > 0 && (value.kind !== 'number' || !bounds.every(Number.isFinite))) {
      this.say(`${at}/${value.min === undefined ? 'max' : 'min'}`, 'a number, of a field of numbers');
    } else if (bounds.length === 2 && Number(value.min) > Number(value.max)) this.say(`${at}/min`, 'above max');
    if (value.kind === 'choice') this.list(value.choices, `${at}/choices`, (one, place) => this.choice(one, place));
    else if (value.choices !== undefined) this.say(`${at}/choices`, 'only of a choice');
    this.twice(value.choices, `${at}/choices`, 'choice');
  }

  private notBefore({ kind, notBefore: other }: Plain, at: string): void {
    const fits = kind === 'instant' && typeof other === 'string' && MOMENT.test(other);
    if (other !== undefined && !fits) this.say(at, 'of a moment: section/field of another');
  }

  private choice(value: unknown, at: string): void {
    if (!this.object(value, at, ['code', 'title'])) return;
    if (!FIELD_CODE.test(String(value.code))) this.say(`${at}/code`, 'letters, digits and hyphens, up to 40');
    this.title(value.title, `${at}/title`);
  }

  /** A code that stands twice is ambiguous in every note written by it. */
  twice(list: unknown, at: string | undefined, what: string): void {
    const codes = codesOf(list);
    codes.forEach((code, nth) => {
      if (at !== undefined && code !== undefined && codes.indexOf(code) < nth) {
        this.say(`${at}/${nth}/code`, `another ${what} is called ${JSON.stringify(code)}`);
      }
    });
  }

  private object(value: unknown, at: string, names: readonly string[]): value is Plain {
    if (!isPlain(value)) {
      this.say(at, 'an object');
      return false;
    }
    for (const name of Object.keys(value)) if (!names.includes(name)) this.say(`${at}/${name}`, 'not known here');
    return true;
  }

  private list(value: unknown, at: string, each: (one: unknown, place: string) => void): void {
    if (!Array.isArray(value) || value.length === 0 || value.length > MOST_PARTS) {
      this.say(at, `a list of 1 to ${MOST_PARTS}`);
    } else value.forEach((one, nth) => each(one, `${at}/${nth}`));
  }

  private each(value: unknown, at: string, fits: (one: unknown) => boolean, fault: string): void {
    if (value === undefined) return;
    if (!Array.isArray(value)) return this.say(at, 'a list');
    value.forEach((one, nth) => {
      if (!fits(one)) this.say(`${at}/${nth}`, fault);
    });
  }

  private required(value: unknown, at: string): void {
    if (value !== undefined && value !== true) this.say(`${at}/required`, 'true, or left out');
  }

  private title(value: unknown, at: string): void {
    if (!this.object(value, at, ['vi', 'en'])) return;
    for (const language of ['vi', 'en']) this.words(value[language], `${at}/${language}`);
  }

  private words(value: unknown, at: string): void {
    const isSaid = typeof value === 'string' && value.trim() !== '' && value.length <= 300;
    if (!isSaid) this.say(at, 'words, up to 300 characters');
  }
}

const codesOf = (list: unknown): unknown[] =>
  Array.isArray(list) ? list.map((one: unknown) => (isPlain(one) ? one.code : undefined)) : [];
