import { isCriticalTest } from '../../../clinical/results/analyte.rules.js';
import type { Resource } from '../elements/element.js';

/** Whose work a result is: the laboratory's, radiography's, or neither's, such as vital signs and what a patient tells. */
export type KindOfResult = 'laboratory' | 'imaging' | 'neither';

const words = (text: string): readonly string[] => text.split(' ');
/** Categories of Observations (FHIR R4 observation-category), and sections of diagnostic services (HL7 v2-0074). */
const KIND_OF_CATEGORY: ReadonlyMap<unknown, KindOfResult> = new Map<unknown, KindOfResult>([
  ...words('laboratory BG BLB CG CH CP GE HM IMM LAB MB MCB MYC OSL SP SR TX VR').map(
    (code) => [code, 'laboratory'] as const,
  ),
  ...words('imaging CT CUS IMG NMR NMS OUS RAD RUS VUS XRC').map((code) => [code, 'imaging'] as const),
  ...words('vital-signs social-history survey exam therapy activity ICU NRS OT PHR PHY PT').map(
    (code) => [code, 'neither'] as const,
  ),
]);
const LOINC = 'http://loinc.org';

/** What a result says that it is, by its categories, else by a code that is known as a laboratory's; undefined where neither tells. */
export function kindsOfResult(resource: Resource): KindOfResult[] {
  const said = codingsIn(resource.category).flatMap(({ code }) => KIND_OF_CATEGORY.get(code) ?? []);
  if (said.length > 0) return said;
  const isTest = codingsIn(resource.code).some(
    ({ system, code }) => system === LOINC && typeof code === 'string' && isCriticalTest(code),
  );
  return isTest ? ['laboratory'] : [];
}

interface Coding {
  readonly system?: unknown;
  readonly code?: unknown;
}

/** The codings of one concept or of a list of them. */
function codingsIn(concepts: unknown): Coding[] {
  const all: unknown[] = Array.isArray(concepts) ? concepts : [concepts];
  return all.flatMap((concept) => {
    const { coding } = (concept ?? {}) as { coding?: unknown };
    const codings: unknown[] = Array.isArray(coding) ? coding : [];
    return codings.filter((one): one is Coding => one !== null && typeof one === 'object');
  });
}
