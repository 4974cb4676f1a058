import { contentHash } from '../../clinical/notes/content-hash.rules.js';
import type { NoteType } from '../../clinical/notes/note-types.js';
import { encounterId, DAY, HOUR, streamOf, type Extent, type Visit } from './course.js';
import type { Random } from './random.js';
import { at, type Rows } from './rows.js';
import { elementAt } from '../../kernel/list.js';

const STREAM = { notes: 30, prescriptions: 31 } as const;

const COURSE = [
  'Người bệnh tỉnh, tiếp xúc tốt, da niêm hồng.',
  'Người bệnh đỡ mệt, ăn uống được, ngủ khá.',
  'Còn đau ít, không sốt thêm, bụng mềm.',
  'Còn ho, khò khè giảm, không khó thở khi nghỉ.',
  'Mạch và huyết áp ổn định, tiểu được.',
];
const PLAN = [
  'Tiếp tục điều trị theo phác đồ, theo dõi sinh hiệu.',
  'Kiểm tra lại xét nghiệm ngày mai.',
  'Ngừng truyền dịch, chuyển thuốc uống.',
  'Hội chẩn khi diễn tiến nặng hơn.',
];

/** Adds the signed notes of an encounter, each with its one version. */
export function addNotes(rows: Rows, extent: Extent, visit: Visit): void {
  if (visit.cancelled || visit.kind === 'day') return;
  const random = streamOf(extent, STREAM.notes, visit);
  for (const [type, moment] of notesOf(extent, visit, random)) {
    const [id, version, doctor] = [random.uuid(moment), random.uuid(moment), random.one(visit.ward!.doctors).id];
    const sections = sectionsOf(type, visit, random);
    const [patientId, encounter, text] = [visit.patient.id, encounterId(extent, visit), JSON.stringify(sections)];
    const signed = { authorId: doctor, signedBy: doctor, signedAt: new Date(moment) };
    const hash = contentHash({ id, patientId, encounterId: encounter, type, addendumTo: null, sections, ...signed });
    const time = at(moment);
    rows.add('note', id, patientId, encounter, type, 'signed', text, doctor, doctor, time, hash, time, time);
    rows.add('note_version', version, id, patientId, encounter, 1, text, doctor, time);
  }
}

/** The kinds that are generated. */
type Written = Extract<NoteType, 'admission' | 'progress' | 'discharge'>;

function notesOf({ until }: Extent, { kind, start, end }: Visit, random: Random): [Written, number][] {
  const last = Math.min(end, until);
  if (kind !== 'inpatient') return random.chance(0.05) ? [['progress', last - HOUR / 20]] : [];
  const notes: [Written, number][] = [['admission', Math.min(start + HOUR, last)]];
  for (let time = start + DAY; time < last - DAY; time += 3 * DAY) notes.push(['progress', time]);
  if (end < until) notes.push(['discharge', end - HOUR / 6]);
  return notes;
}

function sectionsOf(type: Written, { condition, dies }: Visit, random: Random): { code: string; text: string }[] {
  switch (type) {
    case 'admission':
      return [
        { code: 'complaint', text: condition.display },
        { code: 'examination', text: `${random.one(COURSE)} Bệnh ${random.whole(1, 6)} ngày.` },
        { code: 'plan', text: random.one(PLAN) },
      ];
    case 'discharge':
      return [
        { code: 'diagnosis', text: `${condition.display} (${condition.code})` },
        { code: 'outcome', text: dies ? 'Tử vong.' : 'Đỡ, ra viện. Tái khám sau 7 ngày.' },
      ];
    case 'progress':
      return [
        { code: 'course', text: random.one(COURSE) },
        { code: 'plan', text: random.one(PLAN) },
      ];
  }
}

const ATC = 'http://www.whocc.no/atc';
// by specialty: code, name, how it is taken
const MEDICINES: readonly (readonly (readonly [code: string, display: string, dosage: string])[])[] = [
  [
    ['C08CA01', 'Amlodipin 5 mg', 'Uống 1 viên buổi sáng'],
    ['C09CA01', 'Losartan 50 mg', 'Uống 1 viên buổi sáng'],
  ],
  [
    ['R03AC02', 'Salbutamol xịt 100 µg', 'Xịt 2 nhát khi khó thở'],
    ['J01CR02', 'Amoxicillin/clavulanat 1 g', 'Uống 1 viên, ngày 2 lần'],
  ],
  [
    ['A02BC01', 'Omeprazol 20 mg', 'Uống 1 viên trước ăn sáng'],
    ['A03AX13', 'Simethicon 80 mg', 'Uống 1 viên sau ăn, ngày 3 lần'],
  ],
  [
    ['B01AC06', 'Aspirin 81 mg', 'Uống 1 viên sau ăn trưa'],
    ['N07CA01', 'Betahistin 16 mg', 'Uống 1 viên, ngày 2 lần'],
  ],
  [
    ['A10BA02', 'Metformin 850 mg', 'Uống 1 viên sau ăn, ngày 2 lần'],
    ['C10AA05', 'Atorvastatin 20 mg', 'Uống 1 viên buổi tối'],
  ],
  [
    ['B03XA01', 'Epoetin alfa 2000 IU', 'Tiêm dưới da, tuần 3 lần'],
    ['J01MA02', 'Ciprofloxacin 500 mg', 'Uống 1 viên, ngày 2 lần'],
  ],
  [
    ['N02BE01', 'Paracetamol 500 mg', 'Uống 1 viên khi đau, cách 6 giờ'],
    ['M01AC06', 'Meloxicam 7,5 mg', 'Uống 1 viên sau ăn sáng'],
  ],
  [
    ['B03AA07', 'Sắt sulfat 200 mg', 'Uống 1 viên buổi sáng'],
    ['B03BB01', 'Acid folic 5 mg', 'Uống 1 viên buổi sáng'],
  ],
  [
    ['N02BE01', 'Paracetamol 150 mg gói', 'Uống 1 gói khi sốt, cách 6 giờ'],
    ['A07CA', 'Oresol', 'Uống sau mỗi lần đi lỏng'],
  ],
  [
    ['N02BE01', 'Paracetamol 500 mg', 'Uống 1 viên khi sốt, cách 6 giờ'],
    ['J01DD04', 'Ceftriaxon 1 g', 'Tiêm tĩnh mạch ngày 2 g'],
  ],
];

/** How long a prescription lasts. */
const MONTHS = 60 * DAY;

/** Adds what was prescribed; what stays is taken until it is written anew. */
export function addPrescriptions(rows: Rows, extent: Extent, visit: Visit): void {
  const random = streamOf(extent, STREAM.prescriptions, visit);
  const { condition, kind, cancelled, start, end } = visit;
  if (cancelled || !random.chance(kind === 'inpatient' ? 0.8 : condition.chronic ? 0.35 : 0.1)) return;
  const moment = Math.min(start + HOUR / 3, Math.min(end, extent.until) - 60_000);
  const isTaken = condition.chronic ? moment > extent.until - MONTHS : end >= extent.until;
  const [code, display, dosage] = random.one(elementAt(MEDICINES, condition.specialty));
  rows.add(
    ...(['medication_request', random.uuid(moment), visit.patient.id, encounterId(extent, visit)] as const),
    ...[isTaken ? 'active' : 'completed', 'order', ATC, code, display, dosage],
    ...[at(moment), random.one(visit.ward!.doctors).id, at(moment), at(moment)],
  );
}
