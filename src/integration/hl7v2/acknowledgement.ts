import { v7 as newId } from 'uuid';
import type { Language } from '../../kernel/language.js';
import { codesAsked, type AckCode } from './acknowledgement-levels.rules.js';
import { VIETNAMESE, type CharacterSet } from './er7/character-sets.js';
import { encode } from './er7/encode.js';
import type { Place, Segment } from './er7/message.js';
import { USUAL, type Separators } from './er7/separators.js';
import { clockTime, signsOf, Writer } from './er7/writer.js';
import { ERROR_CODES, type Told } from './reading.js';

/** What an acknowledgement answers. */
export interface Answered {
  readonly header?: Segment;
  readonly separators?: Separators;
  readonly characterSet?: CharacterSet;
  readonly language: Language;
  /** Whether it may be answered by two messages, one behind the other. */
  readonly several?: boolean;
}

/**
 * The acknowledgement of a message, in its own version, separators and character set: MSA says whether it was taken, ERR each thing that is wrong,
 * with where it stands. Where a commit and an application acknowledgement were asked for, both, one behind the other. Senders whose character set
 * has no Vietnamese are told in English.
 */
export function acknowledge(
  answered: Answered,
  code: AckCode,
  told: readonly Told[],
  orders: readonly AnsweredOrder[] = [],
): Buffer {
  const codes = codesAsked(answered.header, code, answered.several ?? false);
  return Buffer.concat(
    codes.map((one, at) => {
      const isLast = at === codes.length - 1;
      return one.startsWith('C') ? oneOf(answered, one, isLast ? told : []) : oneOf(answered, one, told, orders);
    }),
  );
}

/** An accept acknowledgement is an ACK always; the answer to orders is the application's. */
function oneOf(
  { header, separators = header?.signs ?? USUAL, characterSet = 'UTF-8', language }: Answered,
  code: string,
  told: readonly Told[],
  orders?: readonly AnsweredOrder[],
): Buffer {
  const named = header?.text(18).toUpperCase() ?? '';
  // Who names none reads UTF-8 here, as docs/integrators.md says; ASCII that was named is kept to.
  const set = characterSet === 'ASCII' && named === '' ? 'UTF-8' : characterSet;
  const words = VIETNAMESE.includes(set) ? language : 'en';
  const version = header?.text(12) || '2.5.1';
  const writer = new AcknowledgementWriter(separators);
  const charsetField = set === 'UTF-8' ? 'UNICODE UTF-8' : (header?.raw(18) ?? '');
  const lines = [
    writer.segment(`MSH${separators.field}${signsOf(separators)}`, [
      ...[5, 6, 3, 4].map((field) => header?.raw(field) ?? ''),
      clockTime(new Date()),
      '',
      writer.components(typeOf(header, version, orders !== undefined)),
      newId().replaceAll('-', '').slice(0, 20),
      header?.raw(11) || 'P',
      version,
      ...['', '', '', '', '', charsetField],
    ]),
    writer.segment('MSA', [code, header?.raw(10) ?? '', ...(told[0] ? [writer.text(told[0].words[words])] : [])]),
    ...told.map((one) => writer.error(one, words, isBefore25(version))),
    ...(orders ?? []).map(({ control, placer, number }) =>
      writer.segment('ORC', [control, writer.number(placer), writer.text(number)]),
    ),
  ];
  return encode(`${lines.join('\r')}\r`, set);
}

/** An order as its sender is answered: taken (OK) or cancelled (CR), with their number and ours. */
export interface AnsweredOrder {
  readonly control: 'OK' | 'CR';
  readonly placer: string;
  readonly number: string;
}

/** Orders are answered by their own message; everything else by ACK. */
const RESPONSES: Readonly<Record<string, readonly string[]>> = {
  ORM: ['ORR', 'O02', 'ORR_O02'],
  OML: ['ORL', 'O22', 'ORL_O22'],
};

function typeOf(header: Segment | undefined, version: string, isOfApplication: boolean): readonly string[] {
  const event = header?.text(9, 2) ?? '';
  const own = isOfApplication ? RESPONSES[header?.text(9, 1).toUpperCase() ?? ''] : undefined;
  const type = own ?? ['ACK', event, event === '' ? '' : 'ACK'];
  return isBefore25(version) ? type.slice(0, 2) : type;
}

/** From 2.5 on ERR has a field for each thing; before, one of all. */
const isBefore25 = (version: string): boolean => /^2\.[0-4](?:\.|$)/.test(version);

class AcknowledgementWriter extends Writer {
  /** A number with who gave it, as components. */
  number(text: string): string {
    return this.components(text.split('^').map((part) => this.text(part)));
  }

  error({ code, severity, place, ours, words }: Told, language: Language, isOld: boolean): string {
    const [number, text] = ERROR_CODES[code];
    const coded = this.components([number, this.text(text), 'HL70357']);
    if (isOld) {
      const at = [place?.segment ?? '', String(place?.number ?? ''), String(place?.field ?? '')];
      return this.segment('ERR', [
        this.components([...at, coded.replaceAll(this.signs.component, this.signs.subcomponent)]),
      ]);
    }
    const own = this.components([ours, this.text(words[language]), '99BENHAN']);
    return this.segment('ERR', ['', this.placeOf(place), coded, severity, own, '', '', this.text(words[language])]);
  }

  private placeOf(place: Place | undefined): string {
    if (!place) return '';
    const { segment, number, field, repetition = field === undefined ? undefined : 1, component } = place;
    return this.components([segment, ...[number, field, repetition, component].map((part) => String(part ?? ''))]);
  }
}
