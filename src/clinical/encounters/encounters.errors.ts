import { hospitalClock, hospitalDate } from '../../kernel/hospital-time.js';
import { explainConstraints } from '../../platform/database/constraint-problems.js';
import { defineProblems, httpProblems, invalidField, Problem, type FieldError } from '../../kernel/problem.js';
import { tellTogether } from '../../platform/routes/rules-across.js';
import { AdmitDto, type EncounterClass } from './dto/encounter.dto.js';
import { dispositionRefusals, type DispositionRefusal } from './disposition.rules.js';
import { CorrectDischargeDto, DischargeDto, LeavingDto } from './dto/discharge.dto.js';
import { encounterWords } from './encounters.words.js';
import { placeRefusal, type PlaceRefusal } from './place.rules.js';
import type { WardKind } from '../../hospital/wards/dto/ward.dto.js';
import { absenceAt, isForTheLiving, type CareStep, type Presence } from './presence.rules.js';

export const encounterProblems = defineProblems({
  encounterNotFound: { status: 404, vi: 'Không tìm thấy đợt điều trị', en: 'No such encounter' },
  encounterClosed: {
    status: 409,
    vi: 'Đợt điều trị không còn mở, không ghi thêm được',
    en: 'The encounter is not open; nothing more can be charted in it',
  },
  afterDeath: {
    status: 409,
    vi: 'Người bệnh đã tử vong trước thời điểm này',
    en: 'The patient had died by then',
    detail: {
      vi: 'Sau khi tử vong không đo, ra chỉ định, dùng thuốc, truyền máu hay chuyển chỗ nữa; chỉ định còn lại thì ngừng hoặc hủy. Ghi đúng thời điểm, hoặc đính chính giờ tử vong.',
      en: 'Nothing is measured, ordered, given or moved after a death; orders that are left are discontinued or cancelled. Give the right time, or correct that of the death.',
    },
  },
  lateEntryNotYours: {
    status: 403,
    vi: 'Sau khi ra viện, chỉ người đã chăm sóc trong đợt điều trị này mới ghi bổ sung được',
    en: 'After the discharge only those who cared for the patient in this encounter may add to it',
  },
  recordClosed: {
    status: 409,
    vi: 'Hồ sơ bệnh án đã khóa; chỉ ghi bổ sung được, kèm lý do',
    en: 'The record is closed; it only takes late entries, each with a reason',
  },
  encounterNotFinished: {
    status: 409,
    vi: 'Đợt điều trị chưa kết thúc; việc này chỉ làm sau khi người bệnh ra viện',
    en: 'The encounter is not finished: this is done after the discharge only',
  },
  reopenTooLate: {
    status: 409,
    vi: 'Đã quá hạn để bác sĩ mở lại. Hãy nhờ cán bộ hồ sơ bệnh án mở lại.',
    en: 'It is too late for a doctor to reopen it. Ask a records officer.',
  },
  encounterCharted: {
    status: 409,
    vi: 'Đã ghi hồ sơ trong đợt điều trị này, không hủy được nữa',
    en: 'Something is charted in this encounter; it cannot be cancelled any more',
  },
  encounterElsewhere: {
    status: 409,
    vi: 'Đợt điều trị này diễn ra ở nơi khác; hãy nhập viện để xếp giường',
    en: 'This encounter took place elsewhere; admit the patient to give a bed',
  },
  bedOccupied: {
    status: 409,
    vi: 'Giường này đang có, hoặc vào lúc đó đã có, người bệnh khác',
    en: 'This bed is occupied, or was at that time',
    tellsOf: `SELECT patient_id FROM stay WHERE bed_id = ($1::jsonb->>'bedId')::uuid AND ended_at IS NULL`,
  },
  alreadyThere: { status: 409, vi: 'Người bệnh đang ở chính nơi này', en: 'The patient is in this place already' },
  patientInBed: {
    status: 409,
    vi: 'Người bệnh đang nằm ở một giường khác',
    en: 'The patient is in another bed at that time',
  },
  patientAdmitted: {
    status: 409,
    vi: 'Người bệnh đang điều trị nội trú',
    en: 'The patient is an inpatient already',
  },
  stayOverlaps: {
    status: 409,
    vi: 'Người bệnh có một đợt cấp cứu, nội trú hoặc ban ngày khác trùng thời gian này. Hãy chuyển khoa trong đợt đó.',
    en: 'The patient has another emergency, inpatient or day stay at that time. Move the patient within that one.',
  },
  classChangeRefused: {
    status: 409,
    vi: 'Không đổi được loại điều trị như vậy',
    en: 'A stay of this class cannot become that',
  },
  dischargeOpenItems: {
    status: 409,
    vi: 'Còn việc chưa xong; hãy xử lý hoặc nêu lý do bỏ qua từng việc',
    en: 'Something is unfinished; settle each, or pass it over with a reason',
  },
  transferNotFound: {
    status: 409,
    vi: 'Không có lần chuyển nào để hủy; người bệnh vẫn ở nơi ban đầu',
    en: 'There is no transfer to take back: the patient is where they came first',
  },
  transferTooOld: {
    status: 409,
    vi: 'Lần chuyển này đã quá 24 giờ; hãy chuyển người bệnh lần nữa',
    en: 'This transfer is older than 24 hours: move the patient again',
  },
  triageNotMeant: {
    status: 409,
    vi: 'Chỉ người bệnh cấp cứu hoặc ngoại trú mới chờ khám và được phân loại',
    en: 'Only emergencies and outpatients wait for a doctor and are triaged',
  },
  alreadySeen: {
    status: 409,
    vi: 'Đã có bác sĩ gọi người bệnh này vào khám',
    en: 'A doctor has called this patient in already',
  },
  notAnInpatient: {
    status: 409,
    vi: 'Chỉ người bệnh nội trú mới tạm vắng',
    en: 'Only an inpatient goes on leave',
  },
  onLeave: { status: 409, vi: 'Người bệnh đang tạm vắng', en: 'The patient is on leave' },
  notOnLeave: { status: 409, vi: 'Người bệnh không tạm vắng', en: 'The patient is not on leave' },
});

explainConstraints({
  encounter_open: encounterProblems.encounterClosed,
  record_closed: encounterProblems.recordClosed,
  stay_one_patient_per_bed: encounterProblems.bedOccupied,
  stay_one_bed_per_patient: encounterProblems.patientInBed,
  encounter_one_open_admission: encounterProblems.patientAdmitted,
  encounter_one_at_a_time: encounterProblems.stayOverlaps,
});

/** Why the rules refuse a place; see place.rules. */
const UNFIT_PLACES: Readonly<Record<PlaceRefusal, FieldError>> = {
  'inpatient-in-clinic': {
    pointer: '/wardId',
    rule: 'inpatient-in-clinic',
    message: {
      vi: 'Phòng khám không nhận điều trị nội trú; hãy chọn khoa nội trú hoặc cấp cứu.',
      en: 'A clinic takes no inpatients: choose an inpatient or emergency ward.',
    },
  },
  'outpatient-in-bed': {
    pointer: '/bedId',
    rule: 'outpatient-in-bed',
    message: {
      vi: 'Người bệnh ngoại trú không nằm giường; hãy chọn điều trị ban ngày hoặc nội trú.',
      en: 'An outpatient lies in no bed: choose treatment by day or as an inpatient.',
    },
  },
};

export const placeUnfit = (refusal: PlaceRefusal): Problem =>
  new Problem(httpProblems.validation, { errors: [UNFIT_PLACES[refusal]] });

/** @throws Problem validation naming wardId or bedId */
export function requireFitting(ofClass: EncounterClass, ward: WardKind, bedId: string | null | undefined): void {
  const refusal = placeRefusal(ofClass, ward, Boolean(bedId));
  if (refusal) throw placeUnfit(refusal);
}

// A bed is refused to an outpatient whatever the ward; the rest needs the ward, which the service looks up.
tellTogether(AdmitDto, ({ class: ofClass, bedId }) =>
  ofClass === 'outpatient' && bedId ? [UNFIT_PLACES['outpatient-in-bed']] : [],
);

/** A discharge before the last moment charted. */
export const beforeCharted = (charted: Date): Problem =>
  invalidField(
    '/at',
    'before-charted',
    {
      vi: 'Hồ sơ có ghi chép lúc {charted}; người bệnh không thể ra viện trước đó.',
      en: 'Something is charted at {charted}; the patient cannot have left before.',
    },
    {
      charted: {
        vi: `${hospitalClock(charted)} ngày ${hospitalDate(charted).split('-').reverse().join('/')}`,
        en: `${hospitalClock(charted)} on ${hospitalDate(charted)}`,
      },
    },
  );

/** Why the rules refuse what is said of how a patient left; see disposition.rules. */
const UNFIT_DETAILS: Readonly<Record<DispositionRefusal, FieldError>> = {
  'destination-needed': {
    pointer: '/destination',
    rule: 'destination-needed',
    message: { vi: 'Ghi nơi chuyển đến.', en: 'Say where the patient is transferred to.' },
  },
  'destination-unnamed': {
    pointer: '/destination',
    rule: 'destination-needed',
    message: { vi: 'Ghi tên nơi chuyển đến.', en: 'Name the facility that the code is of.' },
  },
  'destination-not-meant': {
    pointer: '/destination',
    rule: 'destination-not-meant',
    message: {
      vi: 'Nơi chuyển đến chỉ ghi khi chuyển viện.',
      en: 'Only who is transferred to another hospital has a destination.',
    },
  },
  'death-not-meant': {
    pointer: '/deathCause',
    rule: 'death-not-meant',
    message: {
      vi: 'Nguyên nhân và nơi tử vong chỉ ghi khi tử vong.',
      en: 'Only a death has a cause and a place.',
    },
  },
};

const unfitDetails = ({ disposition, ...details }: Partial<LeavingDto>): FieldError[] =>
  disposition ? dispositionRefusals(disposition, details).map((refusal) => UNFIT_DETAILS[refusal]) : [];

for (const dto of [DischargeDto, CorrectDischargeDto]) tellTogether<LeavingDto>(dto, unfitDetails);

/** @throws Problem validation naming each detail that does not fit how the patient left */
export function requireDetails(input: LeavingDto): void {
  const errors = unfitDetails(input);
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
}

/** The same of details that stand below a field. @throws Problem validation */
export function requireDetailsAt(below: string, input: LeavingDto): void {
  const errors = unfitDetails(input).map((error) => ({ ...error, pointer: `${below}${error.pointer}` }));
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
}

/** @throws Problem afterDeath when the patient had died by then */
export function requireAlive(presence: Presence, at: Date): void {
  if (absenceAt(presence, at, new Date()) !== 'after-death') return;
  const { deceasedAt } = presence;
  throw new Problem(encounterProblems.afterDeath, {
    extra: { deceasedAt: deceasedAt === null ? null : new Date(deceasedAt).toISOString() },
  });
}

/** @throws Problem afterDeath when the step is for the living only and the patient had died by then */
export function requireAliveFor(step: CareStep, presence: Presence, at: Date): void {
  if (isForTheLiving(step)) requireAlive(presence, at);
}

/** What asks to be looked at again: the patient is on leave. */
export const onLeaveError: FieldError = { pointer: '/onLeave', rule: 'on-leave', message: encounterWords.onLeaveAsked };

/** A moment before the encounter. */
export const beforeEncounter = (pointer = '/effectiveAt'): Problem =>
  invalidField(pointer, 'before-encounter', encounterWords.beforeEncounter);
