import type { Localised } from '../../../kernel/language.js';
import type { OrderSet, SetLine } from './set.js';

const LOINC = 'http://loinc.org';
const ATC = 'http://www.whocc.no/atc';
const LOCAL = 'https://benhan.vn/fhir/CodeSystem/service';

/** A name in Vietnamese and in English; one where it is the same. */
type Name = string | Localised;
const vi = (name: Name): string => (typeof name === 'string' ? name : name.vi);
const english = (name: Name) => (typeof name === 'string' ? {} : { english: { display: name.en } });

const laboratory = (
  key: string,
  code: string,
  name: Name,
  priority: 'stat' | 'urgent' | 'routine' = 'urgent',
): SetLine => ({
  key,
  order: { kind: 'laboratory', code: { system: LOINC, code, display: vi(name) }, priority },
  ...english(name),
});

const service = (
  kind: 'imaging' | 'nursing' | 'diet',
  key: string,
  name: Name,
  more: Partial<SetLine['order']> = {},
): SetLine => ({
  key,
  order: { kind, code: { system: LOCAL, code: key, display: vi(name) }, ...more },
  ...english(name),
});

const medication = (
  key: string,
  [code, name]: readonly [string, Name],
  mg: number,
  more: Pick<SetLine['order'], 'route' | 'timing'> & Partial<SetLine['order']>,
  optional?: true,
): SetLine => ({
  key,
  order: {
    kind: 'medication',
    medication: { system: ATC, code, display: vi(name) },
    dose: { value: mg, unit: 'mg' },
    ...more,
  },
  ...english(name),
  ...(optional && { optional }),
});

const PARACETAMOL = ['N02BE01', 'Paracetamol 500 mg'] as const;
const CEFTRIAXONE = ['J01DD04', { vi: 'Ceftriaxon 1 g', en: 'Ceftriaxone 1 g' }] as const;
const BLOOD_COUNT = ['58410-2', { vi: 'Tổng phân tích tế bào máu', en: 'Full blood count' }] as const;

/** Starter sets; the hospital's council of medicines confirms them. */
export const ORDER_SETS: readonly OrderSet[] = [
  {
    code: 'sepsis',
    version: 1,
    title: { vi: 'Nhiễm khuẩn huyết: gói giờ đầu', en: 'Sepsis: first-hour bundle' },
    source: {
      vi: 'Surviving Sepsis Campaign, gói giờ đầu 2018 và hướng dẫn 2021',
      en: 'Surviving Sepsis Campaign, hour-1 bundle 2018 and guideline 2021',
    },
    lines: [
      laboratory('lactate', '2524-7', { vi: 'Lactat máu', en: 'Blood lactate' }, 'stat'),
      laboratory(
        'blood-culture',
        '600-7',
        { vi: 'Cấy máu, trước kháng sinh', en: 'Blood culture, before the antibiotic' },
        'stat',
      ),
      laboratory('blood-count', ...BLOOD_COUNT, 'stat'),
      laboratory('creatinine', '2160-0', { vi: 'Creatinin máu', en: 'Blood creatinine' }, 'stat'),
      medication('ceftriaxone', CEFTRIAXONE, 2000, {
        route: 'intravenous',
        timing: { everyHours: 24 },
        priority: 'stat',
      }),
      service(
        'nursing',
        'observations',
        { vi: 'Đo sinh hiệu', en: 'Vital signs' },
        { timing: { everyHours: 1 }, priority: 'stat' },
      ),
      service(
        'nursing',
        'urine-output',
        { vi: 'Theo dõi lượng nước tiểu', en: 'Measure the urine output' },
        { timing: { everyHours: 1 } },
      ),
    ],
  },
  {
    code: 'dengue-day-1',
    version: 1,
    title: { vi: 'Sốt xuất huyết Dengue: ngày đầu', en: 'Dengue: day 1' },
    source: {
      vi: 'Quyết định 2760/QĐ-BYT năm 2023 về sốt xuất huyết Dengue',
      en: 'Decision 2760/QD-BYT of 2023 on dengue',
    },
    lines: [
      laboratory('blood-count', ...BLOOD_COUNT),
      laboratory('ns1', '75377-2', 'Dengue NS1', 'routine'),
      laboratory('ast', '1920-8', 'AST', 'routine'),
      medication('paracetamol', PARACETAMOL, 500, {
        route: 'oral',
        timing: { asNeeded: { minimumGapHours: 6, maximumPerDay: 4 } },
      }),
      service(
        'nursing',
        'observations',
        { vi: 'Đo sinh hiệu, hỏi dấu hiệu cảnh báo', en: 'Vital signs, ask for warning signs' },
        { timing: { everyHours: 6 } },
      ),
      service('diet', 'fluids', { vi: 'Ăn lỏng, uống nhiều nước', en: 'Liquid diet, plenty to drink' }),
    ],
  },
  {
    code: 'community-pneumonia',
    version: 1,
    title: { vi: 'Viêm phổi cộng đồng', en: 'Community-acquired pneumonia' },
    source: {
      vi: 'Quyết định 4815/QĐ-BYT năm 2020 về viêm phổi cộng đồng',
      en: 'Decision 4815/QD-BYT of 2020 on community-acquired pneumonia',
    },
    lines: [
      laboratory('blood-count', ...BLOOD_COUNT),
      laboratory('crp', '1988-5', 'CRP'),
      laboratory('urea', '3094-0', { vi: 'Urê máu', en: 'Blood urea' }),
      {
        key: 'chest',
        order: {
          kind: 'imaging',
          code: { system: LOCAL, code: 'chest', display: 'X quang ngực thẳng' },
          bodySite: 'Ngực',
          question: 'Viêm phổi?',
          priority: 'urgent',
        },
        english: { display: 'Chest X-ray, frontal', bodySite: 'Chest', question: 'Pneumonia?' },
      },
      medication('ceftriaxone', CEFTRIAXONE, 1000, {
        route: 'intravenous',
        timing: { everyHours: 24, durationDays: 5 },
      }),
      medication(
        'azithromycin',
        ['J01FA10', 'Azithromycin 500 mg'],
        500,
        { route: 'oral', timing: { everyHours: 24, durationDays: 3 } },
        true,
      ),
    ],
  },
  {
    code: 'hypertension',
    version: 1,
    title: { vi: 'Tăng huyết áp', en: 'Hypertension' },
    source: {
      vi: 'Quyết định 3192/QĐ-BYT năm 2010 về tăng huyết áp',
      en: 'Decision 3192/QD-BYT of 2010 on hypertension',
    },
    lines: [
      laboratory('creatinine', '2160-0', { vi: 'Creatinin máu', en: 'Blood creatinine' }, 'routine'),
      laboratory('potassium', '2823-3', { vi: 'Kali máu', en: 'Blood potassium' }, 'routine'),
      laboratory('glucose', '2345-7', { vi: 'Glucose máu', en: 'Blood glucose' }, 'routine'),
      medication('amlodipine', ['C08CA01', { vi: 'Amlodipin 5 mg', en: 'Amlodipine 5 mg' }], 5, {
        route: 'oral',
        timing: { times: ['08:00'] },
      }),
      service('nursing', 'blood-pressure', { vi: 'Đo huyết áp', en: 'Blood pressure' }, { timing: { everyHours: 6 } }),
      service('diet', 'low-salt', { vi: 'Ăn nhạt', en: 'Low-salt diet' }),
    ],
  },
  {
    code: 'post-operative',
    version: 1,
    title: { vi: 'Sau phẫu thuật', en: 'After an operation' },
    source: {
      vi: 'WHO, Chăm sóc ngoại khoa tại bệnh viện tuyến huyện',
      en: 'WHO surgical care at the district hospital',
    },
    lines: [
      laboratory('blood-count', ...BLOOD_COUNT, 'routine'),
      medication(
        'paracetamol',
        ['N02BE01', { vi: 'Paracetamol 1 g truyền', en: 'Paracetamol 1 g for infusion' }],
        1000,
        {
          route: 'intravenous',
          timing: { everyHours: 8, durationDays: 2 },
        },
      ),
      service('nursing', 'observations', { vi: 'Đo sinh hiệu', en: 'Vital signs' }, { timing: { everyHours: 2 } }),
      service(
        'nursing',
        'wound',
        { vi: 'Theo dõi vết mổ và dẫn lưu', en: 'Watch the wound and the drain' },
        { timing: { everyHours: 6 } },
      ),
      service('diet', 'nil-by-mouth', { vi: 'Nhịn ăn cho tới khi có trung tiện', en: 'Nothing by mouth until flatus' }),
    ],
  },
];
