import { USUAL, type Separators } from './separators.js';

/** Writes segments of HL7 v2, with what would be read as a separator escaped. */
export class Writer {
  constructor(protected readonly signs: Separators = USUAL) {}

  /** A segment; what is empty at its end is left out. */
  segment(name: string, fields: readonly string[]): string {
    return [name, ...fields].join(this.signs.field).replace(new RegExp(`\\${this.signs.field}+$`), '');
  }

  /** A field of components that are escaped already. */
  components(parts: readonly string[]): string {
    const { component } = this.signs;
    return parts.join(component).replace(new RegExp(`\\${component}+$`), '');
  }

  /** A field of components, each of them text. */
  field(...parts: readonly (string | null | undefined)[]): string {
    return this.components(parts.map((part) => this.text(part ?? '')));
  }

  /** Text with the separators in it escaped, on one line; without the characters that frame a message on the wire. */
  text(text: string): string {
    const { field, component, subcomponent, repetition, escape } = this.signs;
    // Without an escape sign, what would be read as a separator can only be left out.
    if (escape === '') {
      const signs = [field, component, subcomponent, repetition];
      return [...text].map((sign) => (signs.includes(sign) ? ' ' : sign)).join('');
    }
    const named: Readonly<Record<string, string>> = {
      [field]: 'F',
      [component]: 'S',
      [subcomponent]: 'T',
      [repetition]: 'R',
      [escape]: 'E',
    };
    return [...text.replace(/\p{Cc}+/gu, ' ')]
      .map((sign) => (named[sign] ? `${escape}${named[sign]}${escape}` : sign))
      .join('');
  }
}

/** MSH-1 and MSH-2. */
export const signsOf = ({ component, repetition, escape, subcomponent }: Separators): string =>
  `${component}${repetition}${escape}${subcomponent}`;

/** A moment by the hospital's clock, with its zone. */
export function clockTime(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  return `${local.slice(0, 19).replace(/\D/g, '')}+0700`;
}
