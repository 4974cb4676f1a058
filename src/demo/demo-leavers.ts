import type { INestApplicationContext } from '@nestjs/common';
import { DischargeService } from '../clinical/encounters/discharge.service.js';
import type { DischargeDto } from '../clinical/encounters/dto/discharge.dto.js';
import { EncountersService } from '../clinical/encounters/encounters.service.js';
import type { Contradiction } from '../clinical/notes/contradictions.rules.js';
import type { DraftNoteDto } from '../clinical/notes/dto/note.dto.js';
import { NotesService } from '../clinical/notes/notes.service.js';
import { SigningService } from '../clinical/notes/signing.service.js';
import { PatientsService } from '../clinical/patients/patients.service.js';
import { Database } from '../platform/database/database.js';
import { asPerson } from './as-person.js';
import { said } from './demo-papers.js';
import type { DemoWorld } from './demo-snooping.js';

interface Leaver {
  readonly fullName: string;
  readonly sex: 'male' | 'female';
  readonly birthDate: string;
  readonly daysAgo: number;
  readonly reason: string;
  readonly notes: readonly Pick<DraftNoteDto, 'type' | 'sections'>[];
  readonly leaving: DischargeDto;
}

const HOUR_MS = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();

const cured = (): Leaver => ({
  fullName: 'Bùi Văn Sơn',
  sex: 'male',
  birthDate: '1968-04-21',
  daysAgo: 7,
  reason: 'Sốt, ho đờm vàng, đau ngực phải',
  notes: [
    {
      type: 'discharge',
      sections: said({
        course: 'Sốt 39 °C, ho đờm vàng, ran nổ đáy phổi phải. Sau 3 ngày kháng sinh hết sốt, ngày 6 hết ran.',
        results: 'Bạch cầu 16,2 → 8,1 G/L; CRP 142 → 18 mg/L; X-quang: đông đặc thùy dưới phổi phải, giảm dần.',
        diagnosis: 'J18.1 Viêm phổi thùy; kèm theo: I10 Tăng huyết áp.',
        treatment: 'Ceftriaxon 2 g/ngày tĩnh mạch 5 ngày, chuyển amoxicillin/clavulanat uống; amlodipin 5 mg.',
        state: 'Tỉnh, không sốt, SpO₂ 98 % khí phòng, ăn uống được.',
        'follow-up':
          'Amoxicillin/clavulanat 1 g × 2 lần/ngày thêm 3 ngày. Tái khám sau 7 ngày, sớm hơn nếu sốt lại hoặc khó thở.',
      }),
    },
    {
      type: 'summary',
      sections: said({
        reason: 'Sốt, ho đờm vàng, đau ngực phải ngày thứ 3.',
        course: 'Viêm phổi thùy dưới phải, không suy hô hấp, đáp ứng kháng sinh.',
        results: 'Bạch cầu 16,2 G/L, CRP 142 mg/L, X-quang đông đặc thùy dưới phổi phải.',
        diagnosis: 'J18.1 Viêm phổi thùy',
        treatment: 'Ceftriaxon 5 ngày, amoxicillin/clavulanat 2 ngày.',
        state: 'Ổn định, ra viện.',
      }),
    },
  ],
  leaving: { disposition: 'home', note: 'Tái khám sau 7 ngày tại phòng khám Nội.' },
});

const sentOn = (): Leaver => ({
  fullName: 'Trịnh Thị Hoa',
  sex: 'female',
  birthDate: '1949',
  daysAgo: 2,
  reason: 'Đau thượng vị, đi ngoài phân đen',
  notes: [
    {
      type: 'discharge',
      sections: said({
        course: 'Xuất huyết tiêu hóa trên mức độ nặng, còn chảy máu sau hồi sức, cần nội soi can thiệp.',
        results: 'Hb 62 g/L, INR 1,2, urê 14 mmol/L. Nhóm máu O Rh(D) dương.',
        diagnosis: 'K25.4 Loét dạ dày chảy máu',
        treatment: 'Truyền 2 đơn vị khối hồng cầu, esomeprazol 80 mg tĩnh mạch rồi 8 mg/giờ.',
        state: 'Tỉnh, mạch 108 lần/phút, huyết áp 98/60 mmHg, còn đi ngoài phân đen.',
        'follow-up': 'Chuyển cấp cứu có điều dưỡng đi kèm, duy trì esomeprazol, mang theo 1 đơn vị khối hồng cầu.',
      }),
    },
  ],
  leaving: {
    disposition: 'other-hcf',
    destination: 'Bệnh viện Chợ Rẫy',
    destinationCode: '79024',
  },
});

const died = (): Leaver => ({
  fullName: 'Cao Văn Lực',
  sex: 'male',
  birthDate: '1938-11',
  daysAgo: 4,
  reason: 'Hôn mê, liệt nửa người trái',
  notes: [
    {
      type: 'death',
      sections: [
        { code: 'death', data: { at: ago(0.1), place: 'Khoa Nội tổng hợp' } },
        ...said({
          course:
            'Xuất huyết não bán cầu phải lượng lớn, GCS 4, thở máy. Ngừng tuần hoàn, cấp cứu 30 phút không hồi phục.',
        }),
        {
          code: 'causes',
          data: {
            immediate: 'Tụt kẹt não',
            'due-to': 'Xuất huyết não bán cầu phải',
            underlying: 'I10 Tăng huyết áp vô căn',
            contributing: 'Đái tháo đường típ 2',
          },
        },
        ...said({
          review: 'Chẩn đoán và xử trí kịp thời, đúng phác đồ.',
          conclusion: 'Tử vong do bệnh nặng, tuổi cao.',
        }),
      ],
    },
  ],
  leaving: {
    disposition: 'exp',
    deathCause: 'Tụt kẹt não do xuất huyết não',
    deathPlace: 'Khoa Nội tổng hợp',
  },
});

/** Who has left: home, to another hospital, and by death; their papers are signed. */
export async function letLeave(app: INestApplicationContext, world: DemoWorld): Promise<void> {
  const [ward] = await asPerson(world, 'admin', () => app.get(Database, { strict: false }).query<{ id: string }>(WARD));
  for (const { notes, leaving, daysAgo, reason, ...person } of [cured(), sentOn(), died()]) {
    const { id, version } = await asPerson(world, 'registrar', async () => {
      const patient = await app.get(PatientsService, { strict: false }).register(person);
      const stay = { class: 'inpatient', wardId: ward!.id, reason, startedAt: ago(daysAgo * 24) } as const;
      return app.get(EncountersService, { strict: false }).admit({ patientId: patient.id, ...stay });
    });
    await asPerson(world, 'doctor', async () => {
      for (const note of notes) {
        const draft = await app.get(NotesService, { strict: false }).draft(id, note);
        await app.get(SigningService, { strict: false }).sign(draft.id, draft.version, { confirmed: FIRST_WRITTEN });
      }
      await app.get(DischargeService, { strict: false }).discharge(id, version, leaving);
    });
  }
}

/** Papers are signed before the patient leaves: both are asked about. */
const FIRST_WRITTEN: Contradiction[] = ['patient-alive', 'stay-open'];

const WARD = { name: 'demo.ward-of-medicine', text: `SELECT id FROM ward WHERE code = 'NOI'` };
