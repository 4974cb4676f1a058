import {
  codesBeside,
  detailsOf,
  type AttachmentDetails,
  type OtherCode,
  type ResultDetails,
} from '../../../clinical/datatypes/result-details.js';
import type { Coding } from '../../../clinical/datatypes/coding.js';
import { contradicts } from '../../../clinical/datatypes/unit-conversion.js';
import type { Element, Resource } from '../elements/element.js';

/** Finds what a reference names in its message; undefined of what is elsewhere. */
export type InMessage = (reference: string) => Resource | undefined;

type Json = Readonly<Record<string, unknown>>;

/**
 * What a result says besides what was found; what has not the form of R4 is left out, and stays in what was sent.
 * @param kept the code under which it is kept
 */
export function readDetails(
  element: Element,
  inMessage: InMessage,
  kept: Coding | undefined,
): ResultDetails | undefined {
  const said = element.value as Json;
  const named = (name: string) =>
    joined(
      listOf(said[name]).map((one) => wordsOfReference(one, inMessage)),
      ', ',
    );
  const details = detailsOf({
    note: joined(
      listOf(said.note).map(({ text }) => text),
      '\n',
    ),
    method: wordsOfConcept(said.method),
    specimen: named('specimen'),
    performer: named('performer') ?? named('resultsInterpreter'),
    dataAbsentReason: reasonOf(said.dataAbsentReason),
    unitWritten: unitBesideCode(said.valueQuantity),
    attachments: listOf(said.presentedForm).map(attachmentOf),
    codings: kept && codesBeside(kept, codesOf(said.code)),
  });
  for (const name of ['note', 'method', 'dataAbsentReason'] as const) {
    if (details?.[name] !== undefined) element.reading.markRead(`${element.path}.${name}`);
  }
  return details;
}

/** The unit that people read at the sender's, where it is another than its code says. */
export function unitBesideCode(quantity: unknown): string | undefined {
  const [{ code, unit } = {}] = listOf(quantity);
  return isText(code) && isText(unit) && contradicts(code, unit) ? unit : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isObject = (value: unknown): value is Json => value !== null && typeof value === 'object';
const listOf = (value: unknown): Json[] => [value ?? []].flat().filter(isObject);

function joined(words: readonly unknown[], by: string): string | undefined {
  const said = [...new Set(words.filter(isText))];
  return said.length > 0 ? said.join(by) : undefined;
}

/** Every code of a concept. */
const codesOf = (concept: unknown): OtherCode[] =>
  listOf(concept)
    .flatMap(({ coding }) => listOf(coding))
    .flatMap(({ system, code }) => (isText(code) ? [{ ...(isText(system) && { system }), code }] : []));

/** A concept in words: its own, else those of a coding, else a code. */
function wordsOfConcept(concept: unknown): string | undefined {
  const [one = {}] = listOf(concept);
  const codings = listOf(one.coding);
  return [one.text, ...codings.map(({ display }) => display), ...codings.map(({ code }) => code)].find(isText);
}

/** The code, whose words are known in both languages; else as it was said. */
function reasonOf(concept: unknown): string | undefined {
  const [one = {}] = listOf(concept);
  return [...listOf(one.coding).map(({ code }) => code), one.text].find(isText) ?? wordsOfConcept(concept);
}

function wordsOfReference(one: Json, inMessage: InMessage): string | undefined {
  const { display, reference, identifier } = one;
  if (isText(display)) return display;
  const found = isText(reference) ? inMessage(reference) : undefined;
  const [{ value } = {}] = listOf(identifier);
  return (found && wordsOfResource(found, inMessage)) ?? [value].find(isText);
}

/** A specimen by its type or its number, a person or place by its name, a device by its own, a role by who has it and where. */
function wordsOfResource(resource: Resource, inMessage: InMessage): string | undefined {
  const [name] = [resource.name ?? []].flat() as unknown[];
  if (isText(name)) return name;
  const [human = {}] = listOf(name);
  const parts = [human.family, ...[human.given ?? []].flat()].filter(isText);
  const of = [...listOf(resource.practitioner), ...listOf(resource.organization)].map((one) =>
    wordsOfReference(one, inMessage),
  );
  const [device = {}] = listOf(resource.deviceName);
  const numbers = [...listOf(resource.accessionIdentifier), ...listOf(resource.identifier)].map(({ value }) => value);
  const said = [human.text, parts.join(' '), wordsOfConcept(resource.type), joined(of, ', '), device.name];
  return [...said, ...(resource.resourceType === 'Specimen' ? numbers : [])].find(isText);
}

function attachmentOf({ title, contentType, size, url, data }: Json): AttachmentDetails {
  const bytes = typeof size === 'number' ? size : isText(data) ? Buffer.from(data, 'base64').length : undefined;
  return {
    ...(isText(title) && { title }),
    ...(isText(contentType) && { contentType }),
    ...(bytes !== undefined && { bytes }),
    ...(isText(url) && { url }),
  };
}
