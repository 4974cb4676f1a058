import type { INestApplicationContext } from '@nestjs/common';
import { NotesService } from '../clinical/notes/notes.service.js';
import { SigningService } from '../clinical/notes/signing.service.js';
import { elementAt } from '../kernel/list.js';
import { runAsSystem } from '../kernel/request-context.js';
import { Database } from '../platform/database/database.js';
import { asPerson } from './as-person.js';
import { demoPapers, said, type DemoNote } from './demo-papers.js';
import type { DemoWorld } from './demo-snooping.js';

/** A chart worth reading: an admission record, progress notes, care notes, one that waits for a doctor, and a draft. */
const NOTES: readonly DemoNote[] = [
  {
    by: 'doctor',
    of: 0,
    signed: true,
    type: 'admission',
    sections: said({
      complaint: 'Khó thở, ho đờm đục ngày thứ 3',
      illness:
        'Bệnh khởi phát 3 ngày nay với ho khạc đờm đục, khó thở tăng dần, nặng hơn về đêm và khi gắng sức, sốt nhẹ về chiều. Ở nhà dùng salbutamol xịt 6 lần một ngày, đỡ ít.',
      history: 'COPD nhóm E 6 năm, 2 đợt cấp nhập viện trong năm qua. Tăng huyết áp, đang dùng amlodipin 5 mg.',
      family: 'Không ai mắc bệnh hô hấp mạn tính.',
      risks: 'Hút thuốc lá 40 gói-năm, đã bỏ 2 năm. Không dị ứng thuốc.',
      general: 'Tỉnh, tiếp xúc tốt, khó thở khi nói câu dài, co kéo cơ ức đòn chũm, không phù, không tím.',
      organs:
        'Hô hấp: lồng ngực hình thùng, rì rào phế nang giảm, ran rít và ran ngáy hai phổi. Tim: đều, T1 T2 rõ. Bụng: mềm. Thần kinh: không dấu định vị.',
      tests: 'Công thức máu, CRP, khí máu động mạch, điện giải đồ, X-quang ngực thẳng, điện tim.',
      summary:
        'Nam, tiền sử COPD nhóm E, vào viện vì đợt cấp với ba triệu chứng tăng: khó thở, lượng đờm, đờm đục; chưa có dấu hiệu suy hô hấp nặng.',
      diagnosis: 'J44.1 Đợt cấp COPD mức độ trung bình; I10 Tăng huyết áp.',
      differential: 'Viêm phổi, suy tim, thuyên tắc phổi.',
      prognosis: 'Trung bình.',
      plan: 'Oxy đích SpO₂ 88–92 %, khí dung giãn phế quản, corticoid toàn thân 5 ngày, kháng sinh, theo dõi sinh hiệu mỗi 4 giờ.',
    }),
  },
  {
    by: 'doctor',
    of: 0,
    signed: true,
    type: 'progress',
    sections: said({
      course: 'Ngày 2: đỡ khó thở, nói được câu dài, ho đờm đục ít hơn. Phổi còn ran rít rải rác.',
      plan: 'Giãn khoảng khí dung còn mỗi 6 giờ, tiếp tục corticoid và kháng sinh, tập thở chúm môi.',
    }),
  },
  {
    by: 'nurse',
    of: 0,
    signed: true,
    type: 'nursing',
    sections: [
      { code: 'observation', text: 'Người bệnh nằm đầu cao, thở oxy gọng kính 1 l/phút, không tím.' },
      { code: 'care', text: 'Khí dung theo y lệnh lúc 8 giờ, vỗ rung, hướng dẫn ho có kiểm soát.' },
      { code: 'level', text: '', data: { level: 'II' } },
    ],
  },
  {
    by: 'trainee',
    of: 0,
    signed: true,
    type: 'progress',
    sections: said({
      course: 'Ngày 3: ngủ được, không sốt, ăn hết suất. Ran rít giảm, không co kéo.',
      plan: 'Xin ý kiến chuyển corticoid uống, ngừng oxy khi SpO₂ trên 90 % khí phòng.',
    }),
  },
  {
    by: 'nurse',
    of: 0,
    signed: true,
    type: 'handover',
    sections: said({
      situation: 'Đợt cấp COPD ngày 3, thở oxy gọng kính 1 l/phút, đỡ khó thở.',
      background: 'Không dị ứng thuốc. Tăng huyết áp, amlodipin 5 mg buổi sáng.',
      assessment: 'SpO₂ 90–91 %, ran rít giảm, ăn được.',
      recommendation: 'Giữ SpO₂ 88–92 %, khí dung lúc 20 giờ, báo bác sĩ nếu nhịp thở trên 24.',
    }),
  },
  {
    by: 'doctor',
    of: 1,
    signed: false,
    type: 'progress',
    sections: said({ course: 'Ngày 4 của bệnh: hết đau bụng, tiểu được, còn mệt. Chưa có chảy máu.' }),
  },
];

/** Writes and signs them as their people, in the stays of the inpatients. */
export async function writeDemoNotes(app: INestApplicationContext, { people, inpatients }: DemoWorld): Promise<void> {
  const stays = await runAsSystem('demo', () =>
    app.get(Database, { strict: false }).query<{ id: string }>(STAYS, [inpatients]),
  );
  const notes = app.get(NotesService, { strict: false });
  const signing = app.get(SigningService, { strict: false });
  for (const { by, of, signed, hoursAgo, type, sections } of [...NOTES, ...demoPapers()]) {
    await asPerson({ people }, by, async () => {
      const { id, version } = await notes.draft(elementAt(stays, of).id, {
        type,
        sections,
        effectiveAt: momentAgo(hoursAgo),
      });
      if (signed) await signing.sign(id, version, undefined);
    });
  }
}

const momentAgo = (hours: number | undefined): string | undefined =>
  hours === undefined ? undefined : new Date(Date.now() - hours * 3_600_000).toISOString();

const STAYS = {
  name: 'demo.stays',
  text: 'SELECT id FROM encounter WHERE patient_id = ANY ($1::uuid[]) ORDER BY array_position($1::uuid[], patient_id)',
};
