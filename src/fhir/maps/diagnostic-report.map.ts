import { readConcept, showCode, showConcept, type Coded } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import type { Element } from '../elements/element.js';
import { REPORT_STATES, type ReportState } from '../../results/report-state.rules.js';
import { readEffective } from './observation.map.js';
import type { ResourceMap } from './resource-map.js';

export interface DiagnosticReportFacts {
  /** `laboratory`, or another section of HL7 v2 table 0074. */
  readonly category: string;
  readonly code: Coded;
  readonly status: ReportState;
  readonly effectiveAt: Date | string;
  readonly issuedAt?: Date | string;
  readonly conclusion?: string;
}

const SECTIONS = 'http://terminology.hl7.org/CodeSystem/v2-0074';

export const diagnosticReportMap: ResourceMap<DiagnosticReportFacts> = {
  type: 'DiagnosticReport',
  entity: 'diagnostic_report',
  references: { patientId: 'subject', encounterId: 'encounter', orderId: 'basedOn', observationIds: 'result' },

  read(resource) {
    return {
      category: readCategory(resource),
      code: resource.needs(readConcept(resource.get('code')), 'code'),
      status: resource.needs(resource.code('status', REPORT_STATES), 'status'),
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

function readCategory(resource: Element): string {
  const section = readConcept(resource.all('category')[0])?.code ?? 'LAB';
  return section === 'LAB' ? 'laboratory' : section;
}
