import type { Coding } from '../../../clinical/datatypes/coding.js';
import { readConcept, showCode, showConcept } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import type { Element } from '../elements/element.js';
import { isWithdrawn, REPORT_STATES, type ReportState } from '../../../clinical/results/report-state.rules.js';
import { readEffective } from './observation.map.js';
import type { ResourceMap } from './resource-map.js';

export interface DiagnosticReportFacts {
  /** `laboratory`, or another section of HL7 v2 table 0074. */
  readonly category: string;
  readonly code: Coding;
  readonly status: ReportState;
  readonly effectiveAt: Date | string;
  readonly issuedAt?: Date | string;
  readonly conclusion?: string;
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
    return {
      category: readCategory(resource),
      code: resource.needs(readConcept(resource.get('code')), 'code'),
      status,
      effectiveAt: readEffective(resource),
      issuedAt: resource.past('issued'),
      conclusion: resource.string('conclusion'),
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

/** A report that is taken back, or is still to come, needs nothing in it. */
const mayBeEmpty = (status: ReportState): boolean => isWithdrawn(status) || status === 'registered';

/** Where a report says what was found; a document (presentedForm) is kept and shown whole. */
function saysAnything(resource: Element): boolean {
  const { result, conclusion, conclusionCode, presentedForm } = resource.value as Record<string, unknown>;
  const filled = (list: unknown) => Array.isArray(list) && list.length > 0;
  return conclusion !== undefined || [result, conclusionCode, presentedForm].some(filled);
}

function readCategory(resource: Element): string {
  const section = readConcept(resource.all('category')[0])?.code ?? 'LAB';
  return section === 'LAB' ? 'laboratory' : section;
}
