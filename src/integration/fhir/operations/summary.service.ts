import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { elementAt } from '../../../kernel/list.js';
import { requestContext } from '../../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../../../platform/config/settings.js';
import type { Shown } from '../../../platform/routes/disclosure.js';
import type { Resource } from '../elements/element.js';
import { FhirAnswer } from '../fhir-answer.js';
import { shownBy } from '../read.service.js';
import { FhirQueries } from '../search/fhir.queries.js';
import { securityOf, ShowResources } from '../search/show-resources.js';
import type { Stored } from '../search/stored.js';
import { holds, narrative, showSection, SUMMARY_SECTIONS, type SummarySection } from './summary.sections.js';
import { summaryWords } from './summary.words.js';

/** A section with what of the record is in it. */
interface Filled {
  readonly section: SummarySection;
  readonly rows: readonly Stored[];
  readonly resources: readonly Resource[];
  readonly isCut: boolean;
}

/** Types that a machine needs to read for a summary. */
export const SUMMARY_TYPES: readonly string[] = [...new Set(['Patient', ...SUMMARY_SECTIONS.map(({ type }) => type)])];

const IPS = 'http://hl7.org/fhir/uv/ips/StructureDefinition';

/** Makes an International Patient Summary (HL7 IPS) of a record as it stands; it is kept nowhere. */
@Injectable()
export class SummaryService {
  constructor(
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem resourceNotFound */
  async of(id: string, base: string): Promise<FhirAnswer> {
    const found = await this.queries.one('Patient', id);
    const patient = elementAt(await this.resources.show('Patient', [found]), 0);
    const hospital = await this.hospital();
    const filled: Filled[] = [];
    for (const section of SUMMARY_SECTIONS) filled.push(await this.fill(section, id));
    const composition = this.compositionOf(patient, hospital, filled, securityOf(found.confidentiality, null));
    const told = [
      composition,
      patient,
      ...(hospital ? [hospital] : []),
      ...once(filled.flatMap((one) => one.resources)),
    ];
    const shown: Shown[] = [...shownBy(found), ...filled.flatMap(({ rows }) => rows.flatMap(shownBy))];
    return new FhirAnswer(documentOf(told, base), shown);
  }

  private compositionOf(
    patient: Resource,
    hospital: Resource | undefined,
    filled: readonly Filled[],
    security: object,
  ): Resource {
    const { language } = requestContext();
    const title = summaryWords.title[language];
    const section = filled.flatMap(
      ({ section: one, resources, isCut }) => showSection(one, resources, { isCut, language }) ?? [],
    );
    const author = hospital
      ? { reference: `Organization/${hospital.id}`, display: String(hospital.name) }
      : { display: this.settings.hospitalCode };
    return {
      resourceType: 'Composition',
      id: randomUUID(),
      meta: { profile: [`${IPS}/Composition-uv-ips`], ...security },
      language,
      text: narrative([title]),
      status: 'final',
      type: { coding: [{ system: 'http://loinc.org', code: '60591-5', display: 'Patient summary Document' }] },
      subject: { reference: `Patient/${patient.id}` },
      date: new Date().toISOString(),
      author: [author],
      title,
      custodian: author,
      section,
    };
  }

  /** Undefined before the hospital has been named. */
  private async hospital(): Promise<Resource | undefined> {
    const filters = [['identifier', this.settings.hospitalCode]] as const;
    const rows = await this.queries.search('Organization', { filters, count: 100, cursor: undefined });
    // Others may have told of an organization by that number.
    const own = rows.filter(({ facts }) => !(facts as { asSent?: string }).asSent);
    return (await this.resources.show('Organization', own.slice(0, 1)))[0];
  }

  private async fill(section: SummarySection, patientId: string): Promise<Filled> {
    const filters = [['patient', patientId] as const, ...section.filters];
    const rows = await this.queries.search(section.type, { filters, count: section.most, cursor: undefined });
    const told = rows.slice(0, section.most);
    const resources = (await this.resources.show(section.type, told)).filter(holds);
    return { section, rows: told, resources, isCut: rows.length > section.most };
  }
}

function documentOf(resources: readonly Resource[], base: string): Resource {
  return {
    resourceType: 'Bundle',
    meta: { profile: [`${IPS}/Bundle-uv-ips`] },
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${randomUUID()}` },
    type: 'document',
    timestamp: new Date().toISOString(),
    entry: resources.map((resource) => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource })),
  };
}

const once = (resources: readonly Resource[]): Resource[] => [
  ...new Map(resources.map((one) => [`${one.resourceType}/${one.id}`, one])).values(),
];
