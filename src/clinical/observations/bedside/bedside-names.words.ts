import { inLanguage, type Language, type Localised } from '../../../kernel/language.js';
import type { AssessedRisk, Scale, WoundItem } from './assessment.rules.js';

/** What nursing assesses is called, on papers and in the console alike. This file runs in browsers too. */
const SCALE_WORDS: Readonly<Record<Scale, Localised>> = {
  morse: { vi: 'Nguy cơ ngã (Morse)', en: 'Risk of falling (Morse)' },
  braden: { vi: 'Nguy cơ loét tì đè (Braden)', en: 'Risk of pressure ulcers (Braden)' },
};

const RISK_WORDS: Readonly<Record<AssessedRisk, Localised>> = {
  none: { vi: 'không có nguy cơ', en: 'no risk' },
  low: { vi: 'nguy cơ thấp', en: 'low risk' },
  moderate: { vi: 'nguy cơ vừa', en: 'moderate risk' },
  high: { vi: 'NGUY CƠ CAO', en: 'HIGH RISK' },
  'very-high': { vi: 'NGUY CƠ RẤT CAO', en: 'VERY HIGH RISK' },
};

const ITEM_WORDS: Readonly<Record<string, Localised>> = {
  fallHistory: { vi: 'Đã ngã trong 3 tháng qua', en: 'Fell within 3 months' },
  secondaryDiagnosis: { vi: 'Có từ hai chẩn đoán', en: 'More than one diagnosis' },
  ambulatoryAid: { vi: 'Dụng cụ giúp đi lại', en: 'Walking aid' },
  intravenousAccess: { vi: 'Có đường truyền tĩnh mạch', en: 'Intravenous access' },
  gait: { vi: 'Dáng đi', en: 'Gait' },
  mentalStatus: { vi: 'Biết sức mình', en: 'Knows own limits' },
  sensoryPerception: { vi: 'Cảm giác', en: 'Sensory perception' },
  moisture: { vi: 'Ẩm ướt của da', en: 'Moisture of the skin' },
  activity: { vi: 'Hoạt động', en: 'Activity' },
  mobility: { vi: 'Cử động trên giường', en: 'Mobility in bed' },
  nutrition: { vi: 'Dinh dưỡng', en: 'Nutrition' },
  frictionAndShear: { vi: 'Cọ xát và trượt', en: 'Friction and shear' },
};

/** Of each item what its points mean. */
const CHOICE_WORDS: Readonly<Record<string, Readonly<Record<number, Localised>>>> = {
  fallHistory: {
    0: { vi: 'Không', en: 'No' },
    25: { vi: 'Có', en: 'Yes' },
  },
  secondaryDiagnosis: {
    0: { vi: 'Không', en: 'No' },
    15: { vi: 'Có', en: 'Yes' },
  },
  ambulatoryAid: {
    0: { vi: 'Không, nằm giường, hoặc có người đỡ', en: 'None, in bed, or helped by a nurse' },
    15: { vi: 'Nạng, gậy, khung tập đi', en: 'Crutches, cane, walker' },
    30: { vi: 'Vịn đồ đạc', en: 'Holds on to furniture' },
  },
  intravenousAccess: {
    0: { vi: 'Không', en: 'No' },
    20: { vi: 'Có', en: 'Yes' },
  },
  gait: {
    0: { vi: 'Bình thường, hoặc nằm giường', en: 'Normal, or in bed' },
    10: { vi: 'Yếu', en: 'Weak' },
    20: { vi: 'Rối loạn', en: 'Impaired' },
  },
  mentalStatus: {
    0: { vi: 'Biết rõ', en: 'Knows them' },
    15: { vi: 'Quên hoặc đánh giá quá sức mình', en: 'Forgets or overestimates' },
  },
  sensoryPerception: {
    1: { vi: 'Mất hẳn', en: 'Completely limited' },
    2: { vi: 'Giảm nhiều', en: 'Very limited' },
    3: { vi: 'Giảm nhẹ', en: 'Slightly limited' },
    4: { vi: 'Không giảm', en: 'No impairment' },
  },
  moisture: {
    1: { vi: 'Luôn ẩm', en: 'Constantly moist' },
    2: { vi: 'Thường ẩm', en: 'Often moist' },
    3: { vi: 'Đôi khi ẩm', en: 'Occasionally moist' },
    4: { vi: 'Hiếm khi ẩm', en: 'Rarely moist' },
  },
  activity: {
    1: { vi: 'Nằm tại giường', en: 'Bedfast' },
    2: { vi: 'Ngồi ghế', en: 'Chairfast' },
    3: { vi: 'Đôi khi đi lại', en: 'Walks occasionally' },
    4: { vi: 'Đi lại thường xuyên', en: 'Walks frequently' },
  },
  mobility: {
    1: { vi: 'Không cử động', en: 'Immobile' },
    2: { vi: 'Hạn chế nhiều', en: 'Very limited' },
    3: { vi: 'Hạn chế nhẹ', en: 'Slightly limited' },
    4: { vi: 'Không hạn chế', en: 'No limitation' },
  },
  nutrition: {
    1: { vi: 'Rất kém', en: 'Very poor' },
    2: { vi: 'Có lẽ không đủ', en: 'Probably inadequate' },
    3: { vi: 'Đủ', en: 'Adequate' },
    4: { vi: 'Rất tốt', en: 'Excellent' },
  },
  frictionAndShear: {
    1: { vi: 'Có vấn đề', en: 'Problem' },
    2: { vi: 'Có thể có vấn đề', en: 'Potential problem' },
    3: { vi: 'Không', en: 'No problem' },
  },
};

const SITE_WORDS: Readonly<Record<string, Localised>> = {
  wound: { vi: 'Vết thương', en: 'Wound' },
  drain: { vi: 'Dẫn lưu', en: 'Drain' },
};

/** What is decided of how somebody is observed; and the values of each. */
const SETTING_WORDS = {
  'care-level': { vi: 'Cấp chăm sóc', en: 'Level of care' },
  'spo2-scale': { vi: 'Thang SpO₂ của NEWS2', en: 'SpO₂ scale of NEWS2' },
  pregnancy: { vi: 'Có thai', en: 'Pregnancy' },
} satisfies Readonly<Record<string, Localised>>;

/** What is measured and seen of a wound; anything else stands as it was written. */
const WOUND_WORDS: Readonly<Record<WoundItem, Localised>> = {
  lengthMm: { vi: 'Dài (mm)', en: 'Length (mm)' },
  widthMm: { vi: 'Rộng (mm)', en: 'Width (mm)' },
  depthMm: { vi: 'Sâu (mm)', en: 'Depth (mm)' },
  stage: { vi: 'Độ', en: 'Stage' },
  tissue: { vi: 'Mô đáy', en: 'Tissue' },
  edges: { vi: 'Mép', en: 'Edges' },
  exudate: { vi: 'Dịch tiết', en: 'Exudate' },
  odour: { vi: 'Mùi', en: 'Odour' },
  pain: { vi: 'Đau', en: 'Pain' },
  skin: { vi: 'Da xung quanh', en: 'Skin around it' },
  dressing: { vi: 'Băng', en: 'Dressing' },
};

const LEVEL_WORDS: Readonly<Record<string, Localised>> = {
  I: { vi: 'Cấp I: cần chăm sóc liên tục', en: 'I: continuous care' },
  II: { vi: 'Cấp II: cần hỗ trợ', en: 'II: needs help' },
  III: { vi: 'Cấp III: tự chăm sóc', en: 'III: cares for themselves' },
};
const SPO2_WORDS: Readonly<Record<string, Localised>> = {
  1: { vi: 'Thang 1 (đích 96 % trở lên)', en: 'Scale 1 (target 96 % or more)' },
  2: { vi: 'Thang 2 (đích 88–92 %, suy hô hấp tăng CO₂)', en: 'Scale 2 (target 88–92 %, hypercapnic failure)' },
};
const PREGNANCY_WORDS: Readonly<Record<string, Localised>> = {
  pregnant: { vi: 'Đang có thai', en: 'Pregnant' },
  'not-pregnant': { vi: 'Không có thai', en: 'Not pregnant' },
  unknown: { vi: 'Chưa rõ', en: 'Not known' },
};

/** All of them in a language, each by its code. */
export const bedsideNames = (language: Language) => ({
  scales: inLanguage(SCALE_WORDS, language),
  risks: inLanguage(RISK_WORDS, language),
  items: inLanguage(ITEM_WORDS, language),
  choices: Object.fromEntries(
    Object.entries(CHOICE_WORDS).map(([item, points]): [string, Readonly<Record<number, string>>] => [
      item,
      inLanguage(points, language),
    ]),
  ) as Readonly<Record<string, Readonly<Record<number, string>>>>,
  siteKinds: inLanguage(SITE_WORDS, language),
  settings: inLanguage(SETTING_WORDS, language) as Readonly<Record<keyof typeof SETTING_WORDS, string>>,
  wound: inLanguage(WOUND_WORDS, language),
  levels: inLanguage(LEVEL_WORDS, language),
  spo2Scales: inLanguage(SPO2_WORDS, language),
  pregnancies: inLanguage(PREGNANCY_WORDS, language),
});
