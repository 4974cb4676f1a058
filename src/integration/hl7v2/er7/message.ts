import type { CharacterSet } from './character-sets.js';
import { unescape } from './escapes.js';
import { USUAL, type Separators } from './separators.js';

/** Where in a message something stands, as ERR-2 tells it: segment, its number among its like, field, repetition, component. */
export interface Place {
  readonly segment: string;
  readonly number: number;
  readonly field?: number;
  readonly repetition?: number;
  readonly component?: number;
}

/** One repetition of a field, by its components. */
export class Value {
  constructor(
    private readonly raw: string,
    private readonly signs: Separators,
    private readonly characterSet: CharacterSet,
  ) {}

  /** A component, or one of its subcomponents, from 1 on, unescaped; empty when it is absent, or null (`""`). */
  text(component = 1, subcomponent?: number): string {
    const found = this.raw.split(this.signs.component)[component - 1] ?? '';
    const part = found.split(this.signs.subcomponent)[(subcomponent ?? 1) - 1] ?? '';
    // Where no subcomponent is asked for, what the sender put behind one is not lost.
    const whole = subcomponent === undefined ? found : part;
    const isNull = whole === NULL;
    return isNull ? '' : unescape(whole, this.signs, this.characterSet).trim();
  }

  /** The subcomponents of a component, each unescaped. */
  subcomponents(component: number): string[] {
    const found = this.raw.split(this.signs.component)[component - 1] ?? '';
    if (found === NULL) return [];
    return found.split(this.signs.subcomponent).map((part) => unescape(part, this.signs, this.characterSet).trim());
  }

  /** All of it, with its separators as they came. */
  get whole(): string {
    return this.raw === NULL ? '' : unescape(this.raw, this.signs, this.characterSet).trim();
  }

  get isNull(): boolean {
    return this.raw === NULL;
  }

  /** Its components that say something. */
  parts(): string[] {
    return this.raw
      .split(this.signs.component)
      .map((part) => unescape(part, this.signs, this.characterSet).trim())
      .filter((part) => part !== '');
  }
}

/** Says that what was known is to be forgotten; absent says nothing. */
const NULL = '""';

/** A line of a message. */
export class Segment {
  readonly name: string;
  private readonly fields: readonly string[];

  constructor(
    readonly line: string,
    readonly number: number,
    readonly signs: Separators = USUAL,
    private readonly characterSet: CharacterSet = 'UTF-8',
  ) {
    this.name = line.slice(0, 3);
    const rest = line.slice(4).split(signs.field);
    // MSH-1 is the separator itself, and MSH-2 the others: they are not taken apart.
    this.fields = HEADERS.has(this.name) ? [signs.field, ...rest] : rest;
  }

  /** A field's first repetition that says something. */
  first(field: number): Value {
    return this.all(field)[0] ?? this.value('');
  }

  /** Shorthand for a component of {@link first}. */
  text(field: number, component = 1, subcomponent?: number): string {
    return this.first(field).text(component, subcomponent);
  }

  /** Every repetition of a field that says something. */
  all(field: number): Value[] {
    const raw = this.fields[field - 1] ?? '';
    if (raw === '') return [];
    const parts = HEADERS.has(this.name) && field <= 2 ? [raw] : raw.split(this.signs.repetition);
    return parts.filter((part) => part.replaceAll(this.signs.component, '') !== '').map((part) => this.value(part));
  }

  /** A field as one text, with every sign in it as it came: text may hold signs that were not escaped. */
  whole(field: number): string {
    return this.value(this.fields[field - 1] ?? '').whole;
  }

  /** A field as it came, with its escapes. */
  raw(field: number): string {
    return this.fields[field - 1] ?? '';
  }

  /** How many fields it has. */
  get count(): number {
    return this.fields.length;
  }

  at(field?: number, component?: number): Place {
    return { segment: this.name, number: this.number, field, component };
  }

  private value(raw: string): Value {
    return new Value(raw, this.signs, this.characterSet);
  }
}

const HEADERS: ReadonlySet<string> = new Set(['MSH', 'BHS', 'FHS']);

/** A message, line by line. */
export interface Message {
  readonly segments: readonly Segment[];
  readonly header: Segment;
  readonly separators: Separators;
  readonly characterSet: CharacterSet;
}

export const segmentsNamed = (message: Message, name: string): Segment[] =>
  message.segments.filter((segment) => segment.name === name);
