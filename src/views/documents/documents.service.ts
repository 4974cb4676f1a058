import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { renderSVG } from 'uqr';
import type { Language } from '../../kernel/language.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { firstRow } from '../../platform/database/rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { grouped, newCode } from './document-code.js';
import { documentProblems } from './documents.errors.js';
import { dateWords, FORM_TITLES } from './documents.words.js';
import { MOST_ENTRIES } from './documents.sql.js';
import { DocumentsQueries } from './documents.queries.js';
import type { PaperQuery, RecordQuery } from './dto/documents.dto.js';
import { bornText, sexText } from './facts.js';
import { fingerprintText } from './fingerprint.js';
import { formOf, isForm, isLabel, LABEL, type FormName, type LabelName } from './forms.js';
import { printedLabel } from './labels.js';
import { inPaperLanguage } from './paper-language.js';
import { paperWords } from './paper.words.js';
import { printedForm, type ForTemplates } from './printed-form.js';
import { PrintedDocument } from './printed-document.js';
import { printedContents, printedStay, type PrintedInStay } from './printed-record.js';
import { momentText } from './printed-text.js';
import { HospitalSeal } from './seal/hospital-seal.js';
import { partOf, type EncounterSource, type PatientSource, type Source } from './source.js';
import { Typesetter, type SetDocument } from './typesetter.js';
import { RecordProgress, type Progress } from './record-progress.js';
import { notAwaited, RecordsInTurn } from './records-in-turn.js';
import { inVolumes } from './volumes.js';

/** A record of more stays is put together in its turn. */
const MANY_STAYS = 40;

/** One document about to be printed. */
interface Paper {
  readonly language: Language;
  readonly form: FormName | LabelName | 'record';
  readonly patient: PatientSource;
  readonly encounter: EncounterSource | null;
  readonly forms: readonly ForTemplates[];
  readonly copy?: RecordQuery;
  /** Of one that may take minutes: whether somebody still waits for it, and who is told how far it is. */
  readonly isAwaited?: () => boolean;
  readonly progress?: Progress;
}

/**
 * Prints. Each document gets a code of its own and a row that says who printed it, when, and the hash of the file, before it leaves; as
 * every answer it is an event of the trail, with `output` print.
 */
@Injectable()
export class DocumentsService {
  private readonly records = new RecordsInTurn();

  constructor(
    private readonly queries: DocumentsQueries,
    private readonly typesetter: Typesetter,
    private readonly seal: HospitalSeal,
    private readonly progress: RecordProgress,
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /**
   * @param reachedAt scheme and host under which the service was called: for the QR code, unless PUBLIC_URL says better
   * @throws Problem formNotFound, encounterNotFound, documentTooLong, busy
   */
  async form(
    encounterId: string,
    form: string,
    { language = 'vi' }: PaperQuery,
    reachedAt: string,
  ): Promise<PrintedDocument> {
    requestContext().output = 'print';
    if (isLabel(form)) return this.label(encounterId, form, language, reachedAt);
    if (!isForm(form)) throw new Problem(documentProblems.formNotFound);
    const source = await this.queries.ofEncounter(encounterId, formOf(form));
    const encounter = firstRow(source.encounters);
    const forms = inPaperLanguage(language, () => [printedForm(form, partOf(source, encounter))]);
    return this.issue({ language, form, patient: source.patient, encounter, forms }, reachedAt);
  }

  private async label(
    encounterId: string,
    form: LabelName,
    language: Language,
    reachedAt: string,
  ): Promise<PrintedDocument> {
    const source = await this.queries.ofEncounter(encounterId, LABEL);
    const encounter = firstRow(source.encounters);
    const shown = await this.queries.forLabels(encounterId);
    const forms = inPaperLanguage(language, () => [printedLabel(form, source.patient, encounter, shown)]);
    const printed = await this.issue({ language, form, patient: source.patient, encounter, forms }, reachedAt);
    return printed.alsoShowing(form === 'wristband' ? shown.motherId : null);
  }

  /**
   * @param isAwaited asked between the volumes of a long record, whether who asked still waits for it
   * @throws Problem patientNotFound, validation, copyNeedsReason, documentTooLong, busy
   */
  async record(
    patientId: string,
    copy: RecordQuery,
    reachedAt: string,
    isAwaited: () => boolean,
  ): Promise<PrintedDocument> {
    const context = requestContext();
    context.output = 'print';
    const reason = copy.reason ?? context.reason;
    if (copy.recipient && !reason) throw new Problem(documentProblems.copyNeedsReason);
    if (copy.from && copy.to && copy.from > copy.to) throw invalidField('/to', 'after-from', dateWords.upsideDown);
    const whole = { ...copy, reason };
    const { language = 'vi' } = copy;
    const read = await this.queries.ofPatient(patientId, whole);
    const { patient } = read;
    const progress = this.progress.begin(patientId);
    const waited = { isAwaited, progress };
    const printed = async () => {
      const forms = await this.recordForms(read, language, whole, waited);
      const paper = { language, form: 'record', patient, encounter: null, forms, copy: whole, ...waited } as const;
      return this.issue(paper, reachedAt);
    };
    progress.waiting();
    try {
      return await (read.encounters.length > MANY_STAYS ? this.records.inTurn(printed, isAwaited) : printed());
    } finally {
      progress.over();
    }
  }

  /** Some stays after the other: what was read of them is let go once it stands in words, and requests are answered meanwhile. */
  private async recordForms(
    record: Pick<Source, 'patient' | 'encounters'>,
    language: Language,
    copy: RecordQuery,
    { isAwaited, progress }: Waited,
  ): Promise<ForTemplates[]> {
    const printed: PrintedInStay[] = [];
    let [entries, unsigned, stays] = [0, 0, 0];
    for await (const source of this.queries.inTurn(record)) {
      for (const encounter of source.encounters) {
        const forms = inPaperLanguage(language, () => printedStay(partOf(source, encounter)));
        printed.push(...forms);
        entries += forms.reduce((sum, { form }) => sum + form.entries, 0);
        if (entries > MOST_ENTRIES) throw new Problem(documentProblems.documentTooLong);
        progress.reading(++stays, record.encounters.length);
        await setImmediate();
        if (!isAwaited()) throw notAwaited();
      }
      unsigned += source.drafts.reduce((sum, { count }) => sum + count, 0);
    }
    const { patient } = record;
    const contents = inPaperLanguage(language, () => printedContents(patient, printed, unsigned, copy, new Date()));
    return [contents, ...printed.map(({ form }) => form)];
  }

  private async issue(paper: Paper, reachedAt: string): Promise<PrintedDocument> {
    const { language, form, patient, encounter, forms, copy } = paper;
    const { purpose, reason, actor } = requestContext();
    const [person] = await this.database.query<{ fullName: string }>(PERSON, [actingPerson()]);
    const issuerName = person?.fullName ?? actor.username ?? '';
    const issuedAt = new Date();
    const code = newCode();
    const content = JSON.stringify(inPaperLanguage(language, () => this.contentOf(paper)));
    const fingerprint = hashOf(content);
    const again = await this.printedBefore(paper, fingerprint);
    const origin = this.settings.publicUrl ?? reachedAt;
    const issued = inPaperLanguage(language, () =>
      issuedText({ language, code, fingerprint, issuedAt, issuerName, origin, again }),
    );
    const { pdf: printed, pages } = await this.printed(paper, content, issued, issuedAt.getTime());
    const pdf = this.seal.sign(printed, issuedAt);
    const row = {
      ...{ form, language, code, fingerprint, pages, purpose, issuerName, issuedAt },
      patientId: patient.id,
      printedEncounterId: encounter?.id ?? null,
      sha256: hashOf(pdf),
      draft: forms.some(({ draft }) => draft),
      recipient: copy?.recipient ?? null,
      reason: copy?.reason ?? reason ?? null,
      issuedBy: actingPerson(),
    };
    const { id } = await this.unitOfWork.write((tx) => tx.issuedDocument.create({ data: row, select: { id: true } }));
    const shown = { patientId: row.patientId, encounterId: encounter?.id ?? null, id };
    return new PrintedDocument(pdf, shown, `${form}-${encounter?.visitNumber ?? patient.mrn}`);
  }

  /** A document of usual length at one time; a long one in volumes, which are one file. */
  private async printed(paper: Paper, content: string, issued: object, at: number): Promise<SetDocument> {
    const { language, forms } = paper;
    const volumes = inVolumes(forms);
    if (volumes.length === 1) {
      paper.progress?.setting(0, 1);
      const data = `${content.slice(0, -1)},"issued":${JSON.stringify(issued)}}`;
      return this.typesetter.set({ data, layouts: layoutsOf(forms), language, at });
    }
    const tasks = volumes.map((some, place) =>
      inPaperLanguage(language, () => {
        const volume = paperWords().volume(place + 1, volumes.length);
        const data = JSON.stringify({ ...this.contentOf({ ...paper, forms: some }), issued, volume });
        return { data, layouts: layoutsOf(some), language, at, title: volume };
      }),
    );
    const tell = (done: number) => paper.progress?.setting(done, tasks.length);
    return this.typesetter.setVolumes(tasks, paper.isAwaited ?? (() => true), tell);
  }

  /** What a paper says of those printed before it; null of the first, and of drafts, which nobody counts. */
  private async printedBefore(
    { language, form, patient, encounter, forms }: Paper,
    fingerprint: string,
  ): Promise<(() => string) | null> {
    if (forms.some(({ draft }) => draft)) return null;
    const whose = [patient.id, form, encounter?.id ?? null, fingerprint, language];
    const { same, first, last } = firstRow(await this.database.query<PrintedBefore>(BEFORE, whose));
    if (first) return () => paperWords().reprinted(same, momentText(first));
    return last && form !== 'record' ? () => paperWords().replaces(momentText(last)) : null;
  }

  /** What is printed, but for who prints it: the same record gives the same fingerprint. */
  private contentOf({ language, form, patient, encounter, forms }: Paper): object {
    const title = FORM_TITLES[form][language];
    return {
      language,
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

/** Whether somebody still waits for a record, and who is told how far it is. */
type Waited = Required<Pick<Paper, 'isAwaited' | 'progress'>>;

interface Issued {
  readonly language: Language;
  readonly code: string;
  readonly fingerprint: string;
  readonly issuedAt: Date;
  readonly issuerName: string;
  readonly origin: string;
  readonly again: (() => string) | null;
}

/** Papers of the same kind, stay and language that are no drafts: how many say the same, the first of them, and the last that says something else. */
interface PrintedBefore {
  readonly same: number;
  readonly first: Date | null;
  readonly last: Date | null;
}

const issuedText = ({ language, code, fingerprint, issuedAt, issuerName, origin, again }: Issued) => ({
  code: grouped(code),
  address: `${origin}/verify`,
  fingerprint: fingerprintText(fingerprint),
  says: [paperWords().printed(momentText(issuedAt), issuerName), again?.()].filter(Boolean).join('. '),
  // Who scans a paper in English reads the page in English, whatever their telephone speaks.
  qr: renderSVG(`${origin}/verify/${code}${language === 'vi' ? '' : `?language=${language}`}`, { ecc: 'M', border: 2 }),
});

const layoutsOf = (forms: readonly ForTemplates[]): string[] => [...new Set(forms.map(({ code }) => code))];

const hashOf = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

const PERSON = { name: 'documents.person', text: 'SELECT full_name AS "fullName" FROM staff_member WHERE id = $1' };
const BEFORE = {
  name: 'documents.before',
  text: `SELECT count(*) FILTER (WHERE fingerprint = $4)::int AS same, min(issued_at) FILTER (WHERE fingerprint = $4) AS first,
      max(issued_at) FILTER (WHERE fingerprint <> $4) AS last
    FROM issued_document WHERE patient_id = $1 AND form = $2 AND printed_encounter_id IS NOT DISTINCT FROM $3::uuid
      AND language = $5 AND NOT draft`,
};
