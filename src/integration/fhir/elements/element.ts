import { CLOCK_SKEW_MS } from '../../../platform/routes/instant.validator.js';
import type { FieldError } from '../../../kernel/problem.js';
import { fhirError, type FhirRule } from '../fhir.errors.js';
import { without } from './walk.js';
import { momentText, parseDateTime } from './date-time.js';
import { valueOf } from '../../../kernel/list.js';

/** A FHIR resource as JSON; its elements are known only once they have been read. */
export interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly [element: string]: unknown;
}

/** So many mistakes are isRefused at once. */
const MOST_ERRORS = 50;

/** Where more parts than this were not read, the answer names the resource. */
const MOST_UNREAD = 500;

/** What reading a resource found: what breaks a rule of FHIR, and which elements were read. */
export class Reading {
  readonly errors: FieldError[] = [];
  private readonly read = new Set<string>();

  /** Whether as many mistakes were found as are isRefused at once: nothing more need be looked at. */
  get isFull(): boolean {
    return this.errors.length >= MOST_ERRORS;
  }

  refuse(path: string, rule: FhirRule, params?: Record<string, unknown>): void {
    if (!this.isFull) this.errors.push(fhirError(path, rule, params));
  }

  markRead(path: string): void {
    this.read.add(path);
  }

  /** The elements of a resource that nobody read, as FHIRPath; a whole branch is named once, at its top. */
  unread(resource: Resource, path: string): string[] {
    const found: string[] = [];
    for (const child of childrenOf(without(resource, 'resourceType', 'id'), path)) {
      if (this.unreadBelow(child.value, child.path, found)) found.push(child.path);
    }
    return found.length > MOST_UNREAD ? [path] : found;
  }

  /** @returns whether nothing of it was read; else the parts that were not are added to `found` */
  private unreadBelow(value: unknown, path: string, found: string[]): boolean {
    if (this.read.has(path)) return false;
    const before = found.length;
    const children = childrenOf(value, path);
    const whole = children.filter((child) => this.unreadBelow(child.value, child.path, found));
    if (whole.length === children.length && found.length === before) return true;
    for (const child of whole) found.push(child.path);
    return false;
  }
}

function childrenOf(value: unknown, path: string): { value: unknown; path: string }[] {
  if (Array.isArray(value)) return value.map((item, index) => ({ value: item as unknown, path: `${path}[${index}]` }));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).map(([name, child]) => ({ value: child as unknown, path: `${path}.${name}` }));
}

/** One element of a resource, read by name; what has the wrong form is refused under its FHIRPath expression. */
export class Element {
  constructor(
    readonly value: unknown,
    readonly path: string,
    readonly reading: Reading,
  ) {}

  /** An element that occurs at most once. */
  get(name: string): Element | undefined {
    const child = (this.value as Record<string, unknown>)[name];
    if (child === undefined) return undefined;
    const element = new Element(child, `${this.path}.${name}`, this.reading);
    if (child !== null && typeof child === 'object' && !Array.isArray(child)) return element;
    this.reading.refuse(element.path, 'not-an-object');
    return undefined;
  }

  /** An element that may repeat. */
  all(name: string): Element[] {
    const children = (this.value as Record<string, unknown>)[name];
    if (children === undefined) return [];
    const path = `${this.path}.${name}`;
    if (!Array.isArray(children)) {
      this.reading.refuse(path, 'not-a-list');
      return [];
    }
    return children.flatMap((child: unknown, index) => {
      const element = new Element(child, `${path}[${index}]`, this.reading);
      if (child !== null && typeof child === 'object' && !Array.isArray(child)) return [element];
      this.reading.refuse(element.path, 'not-an-object');
      return [];
    });
  }

  has(name: string): boolean {
    return (this.value as Record<string, unknown>)[name] !== undefined;
  }

  string(name: string): string | undefined {
    return this.primitive(name, (value) =>
      typeof value === 'string' && value.trim() !== '' ? value : this.wrong(name, 'not-a-string'),
    );
  }

  strings(name: string): string[] {
    const values = (this.value as Record<string, unknown>)[name];
    if (values === undefined) return [];
    this.reading.markRead(`${this.path}.${name}`);
    if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values;
    this.reading.refuse(`${this.path}.${name}`, 'not-a-list');
    return [];
  }

  /** One of the codes; any other is refused. */
  code<Code extends string>(name: string, allowed: readonly Code[]): Code | undefined {
    return this.primitive(name, (value) =>
      allowed.includes(value as Code)
        ? (value as Code)
        : this.wrong(name, 'not-one-of', { allowed: allowed.join(', ') }),
    );
  }

  decimal(name: string): number | undefined {
    return this.primitive(name, (value) =>
      typeof value === 'number' && Number.isFinite(value) ? value : this.wrong(name, 'not-a-decimal'),
    );
  }

  boolean(name: string): boolean | undefined {
    return this.primitive(name, (value) => (typeof value === 'boolean' ? value : this.wrong(name, 'not-a-boolean')));
  }

  /** A date, partial or whole, or an instant, as the first instant it may mean. */
  dateTime(name: string): Date | undefined {
    return this.primitive(name, (value) => parseDateTime(value) ?? this.wrong(name, 'not-a-date'));
  }

  /** The same, of something that has happened. */
  past(name: string): Date | undefined {
    const at = this.dateTime(name);
    if (!at || at.getTime() <= Date.now() + CLOCK_SKEW_MS) return at;
    this.wrong(name, 'in-the-future');
    return undefined;
  }

  /** A date, partial or whole, or an instant, as it was written; instants in UTC. */
  moment(name: string): string | undefined {
    return this.dateTime(name) && momentText(valueOf(this.value as Record<string, string>, name));
  }

  /** Says that an element is missing. */
  needs<T>(value: T | undefined, name: string): T {
    const path = `${this.path}.${name}`;
    const isRefused = this.reading.errors.some(({ pointer }) => pointer.startsWith(path));
    if (value === undefined && !isRefused) this.reading.refuse(path, 'required');
    // A refused resource is never written: what stands in for the missing value is not seen.
    return value as T;
  }

  private primitive<T>(name: string, read: (value: unknown) => T | undefined): T | undefined {
    const value = (this.value as Record<string, unknown>)[name];
    if (value === undefined) return undefined;
    this.reading.markRead(`${this.path}.${name}`);
    return read(value);
  }

  private wrong(name: string, rule: FhirRule, params?: Record<string, unknown>): undefined {
    this.reading.refuse(`${this.path}.${name}`, rule, params);
    return undefined;
  }
}
