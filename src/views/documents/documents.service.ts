import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { renderSVG } from 'uqr';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { firstRow } from '../../platform/database/rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { grouped, newCode } from './document-code.js';
import { documentProblems } from './documents.errors.js';
import { dateWords, FORM_TITLES, paperWords } from './documents.words.js';
import { DocumentsQueries } from './documents.queries.js';
import type { RecordQuery } from './dto/documents.dto.js';
import { bornText, sexText } from './facts.js';
import { fingerprintText } from './fingerprint.js';
import { formOf, isForm, isLabel, LABEL, type FormName, type LabelName } from './forms.js';
import { printedLabel } from './labels.js';
import { printedForm, type ForTemplates } from './printed-form.js';
import { PrintedDocument } from './printed-document.js';
import { printedRecord } from './printed-record.js';
import { momentText } from './printed-text.js';
import { HospitalSeal } from './seal/hospital-seal.js';
import { partOf, type EncounterSource, type Source } from './source.js';
import { Typesetter } from './typesetter.js';

/** One document about to be printed. */
interface Paper {
  readonly form: FormName | LabelName | 'record';
  readonly source: Source;
  readonly encounter: EncounterSource | null;
  readonly forms: readonly ForTemplates[];
  readonly copy?: RecordQuery;
}

/**
 * Prints. Each document gets a code of its own and a row that says who printed it, when, and the hash of the file, before it leaves; as
 * every answer it is an event of the trail, with `output` print.
 */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly queries: DocumentsQueries,
    private readonly typesetter: Typesetter,
    private readonly seal: HospitalSeal,
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /**
   * @param reachedAt scheme and host under which the service was called: for the QR code, unless PUBLIC_URL says better
   * @throws Problem formNotFound, encounterNotFound, documentTooLong, busy
   */
  async form(encounterId: string, form: string, reachedAt: string): Promise<PrintedDocument> {
    requestContext().output = 'print';
    if (isLabel(form)) return this.label(encounterId, form, reachedAt);
    if (!isForm(form)) throw new Problem(documentProblems.formNotFound);
    const source = await this.queries.ofEncounter(encounterId, formOf(form));
    const encounter = firstRow(source.encounters);
    const forms = [printedForm(form, partOf(source, encounter))];
    return this.issue({ form, source, encounter, forms }, reachedAt);
  }

  private async label(encounterId: string, form: LabelName, reachedAt: string): Promise<PrintedDocument> {
    const source = await this.queries.ofEncounter(encounterId, LABEL);
    const encounter = firstRow(source.encounters);
    const shown = await this.queries.forLabels(encounterId);
    const forms = [printedLabel(form, source.patient, encounter, shown)];
    const printed = await this.issue({ form, source, encounter, forms }, reachedAt);
    return printed.alsoShowing(form === 'wristband' ? shown.motherId : null);
  }

  /** @throws Problem patientNotFound, validation, copyNeedsReason, documentTooLong, busy */
  async record(patientId: string, copy: RecordQuery, reachedAt: string): Promise<PrintedDocument> {
    const context = requestContext();
    context.output = 'print';
    const reason = copy.reason ?? context.reason;
    if (copy.recipient && !reason) throw new Problem(documentProblems.copyNeedsReason);
    if (copy.from && copy.to && copy.from > copy.to) throw invalidField('/to', 'after-from', dateWords.upsideDown);
    const source = await this.queries.ofPatient(patientId, copy);
    const forms = printedRecord(source, { ...copy, reason }, new Date());
    return this.issue({ form: 'record', source, encounter: null, forms, copy: { ...copy, reason } }, reachedAt);
  }

  private async issue(paper: Paper, reachedAt: string): Promise<PrintedDocument> {
    const { form, source, encounter, forms, copy } = paper;
    const { purpose, reason, actor } = requestContext();
    const [person] = await this.database.query<{ fullName: string }>(PERSON, [actingPerson()]);
    const issuerName = person?.fullName ?? actor.username ?? '';
    const issuedAt = new Date();
    const code = newCode();
    const content = JSON.stringify(this.contentOf(paper));
    const fingerprint = hashOf(content);
    const again = await this.printedBefore(paper, fingerprint);
    const origin = this.settings.publicUrl ?? reachedAt;
    const issued = issuedText({ code, fingerprint, issuedAt, issuerName, origin, again });
    const data = `${content.slice(0, -1)},"issued":${JSON.stringify(issued)}}`;
    const { pdf: printed, pages } = await this.typesetter.set({ data, at: issuedAt.getTime() });
    const pdf = this.seal.sign(printed, issuedAt);
    const row = {
      ...{ form, code, fingerprint, pages, purpose, issuerName, issuedAt },
      patientId: source.patient.id,
      printedEncounterId: encounter?.id ?? null,
      sha256: hashOf(pdf),
      draft: forms.some(({ draft }) => draft),
      recipient: copy?.recipient ?? null,
      reason: copy?.reason ?? reason ?? null,
      issuedBy: actingPerson(),
    };
    const { id } = await this.unitOfWork.write((tx) => tx.issuedDocument.create({ data: row, select: { id: true } }));
    const shown = { patientId: row.patientId, encounterId: encounter?.id ?? null, id };
    return new PrintedDocument(pdf, shown, `${form}-${encounter?.visitNumber ?? source.patient.mrn}`);
  }

  /** What a paper says of those printed before it; null of the first, and of drafts, which nobody counts. */
  private async printedBefore({ form, source, encounter, forms }: Paper, fingerprint: string): Promise<string | null> {
    if (forms.some(({ draft }) => draft)) return null;
    const whose = [source.patient.id, form, encounter?.id ?? null, fingerprint];
    const { same, first, last } = firstRow(await this.database.query<PrintedBefore>(BEFORE, whose));
    if (first) return paperWords.reprinted(same, momentText(first));
    return last && form !== 'record' ? paperWords.replaces(momentText(last)) : null;
  }

  /** What is printed, but for who prints it: the same record gives the same fingerprint. */
  private contentOf({ form, source, encounter, forms }: Paper): object {
    const { patient } = source;
    const title = FORM_TITLES[form].vi;
    return {
      title: `${title} – ${patient.mrn}`,
      hospital: { name: this.settings.hospitalName, code: this.settings.hospitalCode, authority: '' },
      patient: {
        name: patient.fullName.toLocaleUpperCase('vi'),
        sex: sexText(patient),
        born: bornText(patient),
        mrn: patient.mrn,
      },
      encounter: encounter && { number: encounter.visitNumber ?? '' },
      draft: forms.some(({ draft }) => draft),
      forms: forms.map(({ content, ...one }) => ({ ...one, ...content })),
    };
  }
}

interface Issued {
  readonly code: string;
  readonly fingerprint: string;
  readonly issuedAt: Date;
  readonly issuerName: string;
  readonly origin: string;
  readonly again: string | null;
}

/** Papers of the same kind and stay that are no drafts: how many say the same, the first of them, and the last that says something else. */
interface PrintedBefore {
  readonly same: number;
  readonly first: Date | null;
  readonly last: Date | null;
}

const issuedText = ({ code, fingerprint, issuedAt, issuerName, origin, again }: Issued) => ({
  code: grouped(code),
  address: `${origin}/verify`,
  fingerprint: fingerprintText(fingerprint),
  says: [paperWords.printed(momentText(issuedAt), issuerName), again].filter(Boolean).join('. '),
  qr: renderSVG(`${origin}/verify/${code}`, { ecc: 'M', border: 2 }),
});

const hashOf = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

const PERSON = { name: 'documents.person', text: 'SELECT full_name AS "fullName" FROM staff_member WHERE id = $1' };
const BEFORE = {
  name: 'documents.before',
  text: `SELECT count(*) FILTER (WHERE fingerprint = $4)::int AS same, min(issued_at) FILTER (WHERE fingerprint = $4) AS first,
      max(issued_at) FILTER (WHERE fingerprint <> $4) AS last
    FROM issued_document WHERE patient_id = $1 AND form = $2 AND printed_encounter_id IS NOT DISTINCT FROM $3::uuid AND NOT draft`,
};
