import type { Coding } from '../../../clinical/datatypes/coding.js';
import type { ResultDetails } from '../../../clinical/datatypes/result-details.js';
import { readConcept, showCode, showConcept } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import type { Element } from '../elements/element.js';
import { isWithdrawn, REPORT_STATES, type ReportState } from '../../../clinical/results/report-state.rules.js';
import { fill } from '../../../kernel/language.js';
import { valueWords } from '../fhir.words.js';
import { readEffective, requireInTurn } from './observation.map.js';
import type { ResourceMap } from './resource-map.js';

export interface DiagnosticReportFacts {
  /** `laboratory`, or another section of HL7 v2 table 0074. */
  readonly category: string;
  readonly code: Coding;
  readonly status: ReportState;
  readonly effectiveAt: Date | string;
  readonly issuedAt?: Date | string;
  readonly conclusion?: string;
  readonly details?: ResultDetails;
}

export const SECTIONS = 'http://terminology.hl7.org/CodeSystem/v2-0074';

export const diagnosticReportMap: ResourceMap<DiagnosticReportFacts> = {
  type: 'DiagnosticReport',
  entity: 'diagnostic_report',
  references: { patientId: 'subject', encounterId: 'encounter', orderId: 'basedOn', observationIds: 'result' },

  read(resource) {
    const status = resource.needs(resource.code('status', REPORT_STATES), 'status');
    if (status && !mayBeEmpty(status) && !saysAnything(resource)) {
      resource.reading.refuse(`${resource.path}.result`, 'report-empty');
    }
    const times = { effectiveAt: readEffective(resource), issuedAt: resource.past('issued') };
    requireInTurn(resource, times);
    return {
      category: readCategory(resource),
      code: resource.needs(readConcept(resource.get('code')), 'code'),
      status,
      ...times,
      conclusion: readConclusion(resource),
    };
  },

  show({ category, code, status, effectiveAt, issuedAt, conclusion }) {
    return {
      status,
      category: [showCode(SECTIONS, category === 'laboratory' ? 'LAB' : category)],
      code: showConcept(code),
      effectiveDateTime: instantText(effectiveAt),
      ...(issuedAt && { issued: instantText(issuedAt) }),
      ...(conclusion && { conclusion }),
    };
  },
};

/** What was concluded, in words: of codes their own, and that there is a document where nothing else is said. */
function readConclusion(resource: Element): string | undefined {
  const codes = resource.all('conclusionCode').flatMap((concept) => readConcept(concept)?.display ?? []);
  const said = [resource.string('conclusion'), ...codes].filter((words) => words !== undefined);
  if (said.length > 0) return [...new Set(said)].join('; ');
  if (resource.all('result').length === 0 && !resource.has('presentedForm')) return narrativeOf(resource);
  const forms = resource.all('presentedForm').map((form) => form.string('title') ?? form.string('contentType'));
  if (forms.length === 0 || resource.all('result').length > 0) return undefined;
  return fill(valueWords.attached.vi, { names: forms.filter(Boolean).join(', ') || '1' });
}

const LONGEST_NARRATIVE = 20_000;
/** What a report says only in its narrative, as plain text; of one that was made from its elements there is nothing to learn. */
function narrativeOf(resource: Element): string | undefined {
  const { status, div } = (resource.get('text')?.value ?? {}) as { status?: unknown; div?: unknown };
  if (status !== 'additional' || typeof div !== 'string') return undefined;
  const text = div
    .replace(/<(?:br|p|div|tr|li|h\d)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:nbsp|#160);/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[ \t]+/g, ' ')
    .replace(/ *\n\s*/g, '\n')
    .trim();
  return text === '' ? undefined : text.slice(0, LONGEST_NARRATIVE);
}

/** A report that is taken back, or is still to come, needs nothing in it. */
const mayBeEmpty = (status: ReportState): boolean => isWithdrawn(status) || status === 'registered';

/** Where a report says what was found; a document (presentedForm) is kept and shown whole. */
function saysAnything(resource: Element): boolean {
  const { result, conclusion, conclusionCode, presentedForm } = resource.value as Record<string, unknown>;
  const filled = (list: unknown) => Array.isArray(list) && list.length > 0;
  return (
    conclusion !== undefined ||
    [result, conclusionCode, presentedForm].some(filled) ||
    narrativeOf(resource) !== undefined
  );
}

function readCategory(resource: Element): string {
  const section = readConcept(resource.all('category')[0])?.code ?? 'LAB';
  return section === 'LAB' ? 'laboratory' : section;
}
