import type { Localised } from '../../../kernel/language.js';
import type { CheckRule } from './finding.js';
import type { UnjudgedDose } from './patient-limits.rules.js';

/** What a check says when it found something, and when it could not judge. */
interface CheckWords {
  readonly found: Localised;
  readonly notJudged?: Localised;
}

/** Beside each source, until the hospital's pharmacists have confirmed the knowledge: whether its text was opened and compared. */
export const unconfirmedWords = {
  compared: {
    vi: 'đã đối chiếu, dược sĩ của bệnh viện cần xác nhận',
    en: 'compared, to be confirmed by the hospital’s pharmacists',
  },
  notCompared: {
    vi: 'chưa đối chiếu với nguồn, dược sĩ của bệnh viện cần xác nhận',
    en: 'not compared with a source, to be confirmed by the hospital’s pharmacists',
  },
} as const satisfies Record<string, Localised>;

export const checkWords: Readonly<Record<CheckRule, CheckWords>> = {
  'allergy-substance': {
    found: {
      vi: 'Người bệnh dị ứng với {allergy}: không dùng {drug}.',
      en: 'The patient is allergic to {allergy}: no {drug}.',
    },
  },
  'allergy-class': {
    found: {
      vi: 'Người bệnh dị ứng với {allergy}; {drug} cùng nhóm ({class}).',
      en: 'The patient is allergic to {allergy}; {drug} is of the same class ({class}).',
    },
  },
  'allergy-cross-reactivity': {
    found: {
      vi: 'Người bệnh dị ứng với {allergy}; {drug} có thể phản ứng chéo.',
      en: 'The patient is allergic to {allergy}; {drug} may cross-react.',
    },
  },
  allergies: {
    found: { vi: 'Kiểm tra dị ứng.', en: 'Look at the allergies.' },
    notJudged: {
      vi: 'Chưa đánh giá được dị ứng với {drug}: {allergy}.',
      en: 'Allergy to {drug} could not be judged: {allergy}.',
    },
  },
  'duplicate-order': {
    found: {
      vi: '{drug} đã có chỉ định {number} chưa xong.',
      en: '{drug} is ordered already ({number}) and still open.',
    },
  },
  'duplicate-therapy': {
    found: {
      vi: '{drug} trùng với {other} (chỉ định {number}): {how} {class}.',
      en: '{drug} repeats {other} (order {number}): {how} {class}.',
    },
  },
  interaction: {
    found: { vi: '{drug} tương tác với {other}: {effect}', en: '{drug} interacts with {other}: {effect}' },
  },
  dose: {
    found: { vi: 'Xem lại liều {drug}.', en: 'Look at the dose of {drug}.' },
    notJudged: {
      vi: 'Liều {drug} chưa được kiểm: {why}.',
      en: 'The dose of {drug} was not checked: {why}.',
    },
  },
  'ten-fold-dose': {
    found: {
      vi: 'Liều {drug} là {given} {unit}{per}, gấp từ mười lần mức tối đa ({most} {unit}{per}): có thể sai dấu phẩy.',
      en: '{given} {unit}{per} of {drug} is ten times the most ({most} {unit}{per}) or more: perhaps a slipped decimal point.',
    },
  },
  'single-dose': {
    found: {
      vi: 'Liều một lần của {drug} là {given} {unit}, tối đa {most} {unit}.',
      en: 'One dose of {drug} is {given} {unit}, the most is {most} {unit}.',
    },
  },
  'daily-dose': {
    found: {
      vi: 'Tổng liều {drug} một ngày của mọi chỉ định là {given} {unit}, tối đa {most} {unit}.',
      en: 'All orders of {drug} come to {given} {unit} a day, the most is {most} {unit}.',
    },
    notJudged: {
      vi: 'Chưa cộng được tổng liều {drug} một ngày: có chỉ định không cho biết lượng hoạt chất.',
      en: 'The daily total of {drug} could not be judged: an order does not tell how much of the substance it is.',
    },
  },
  rate: {
    found: {
      vi: 'Tốc độ truyền {drug} là {given} {unit} mỗi giờ, tối đa {most} {unit} mỗi giờ.{diluted}',
      en: '{drug} runs at {given} {unit} an hour, the most is {most} {unit} an hour.{diluted}',
    },
  },
  'no-rate': {
    found: {
      vi: '{drug} tiêm thẳng vào tĩnh mạch có thể gây ngừng tim, loạn nhịp: phải pha loãng, truyền chậm và ghi tốc độ (mL/giờ, mg/giờ, µg/kg/phút), tối đa {most} {unit} mỗi giờ.',
      en: '{drug} pushed into a vein may stop the heart: dilute it, infuse it and tell the rate (mL/h, mg/h, µg/kg/min), at most {most} {unit} an hour.',
    },
  },
  'too-often': {
    found: {
      vi: '{drug} chỉ dùng cách nhau ít nhất {least} giờ; chỉ định này cách {given} giờ. Dùng hàng ngày có thể gây tử vong.',
      en: '{drug} is taken no more often than every {least} hours; this order says every {given} hours. Taken daily it may kill.',
    },
  },
  indivisible: {
    found: {
      vi: '{drug}: một lần là {count} {piece}, không chia được. Chọn {below} hoặc {above} {piece}, hay hàm lượng, dạng khác.',
      en: '{drug}: one dose comes to {count} {piece}, which does not divide. Choose {below} or {above} {piece}, or another strength or form.',
    },
  },
  'many-pieces': {
    found: {
      vi: 'Một lần {drug} là {given} {piece}: có thể sai dấu phẩy, hoặc nhầm mg với µg.',
      en: 'One dose of {drug} comes to {given} {piece}: perhaps a slipped decimal point, or mg for µg.',
    },
  },
  age: {
    found: { vi: '{drug} ở người bệnh dưới {limit}: {why}.', en: '{drug} under {limit}: {why}.' },
    notJudged: {
      vi: 'Chưa đánh giá được {drug} theo tuổi, vì không biết ngày sinh. Dưới {limit}: {why}.',
      en: '{drug} could not be judged by age, since the birth date is not known. Under {limit}: {why}.',
    },
  },
  weight: {
    found: {
      vi: 'Trẻ em chưa có cân nặng trong 30 ngày qua: không tính được liều {drug}.',
      en: 'No weight of the child within 30 days: the dose of {drug} cannot be reckoned.',
    },
  },
  'renal-function': {
    found: {
      vi: '{drug}: chức năng thận {given} {measure}, dưới mức {limit}: {then}.',
      en: '{drug}: renal function {given} {measure}, below {limit}: {then}.',
    },
    notJudged: {
      vi: 'Chưa đánh giá được liều {drug} theo chức năng thận: {lacks}.',
      en: '{drug} could not be judged by renal function: {lacks}.',
    },
  },
  route: {
    found: { vi: 'Danh mục chưa có {drug} dùng theo đường này.', en: 'The formulary has no {drug} for this route.' },
  },
  pregnancy: {
    found: { vi: 'Người bệnh đang mang thai: tránh dùng {drug}.', en: 'The patient is pregnant: avoid {drug}.' },
    notJudged: {
      vi: 'Chưa rõ người bệnh có thai hay không: {drug} cần tránh khi mang thai.',
      en: 'It is not known whether the patient is pregnant: {drug} is to be avoided in pregnancy.',
    },
  },
  lactation: {
    found: { vi: 'Người bệnh cho con bú: tránh dùng {drug}.', en: 'The patient is breast-feeding: avoid {drug}.' },
    notJudged: {
      vi: 'Hồ sơ không ghi có cho con bú hay không: {drug} cần tránh khi cho con bú.',
      en: 'The record does not tell whether the patient is breast-feeding: {drug} is to be avoided then.',
    },
  },
  result: {
    found: {
      vi: '{drug}: {analyte} gần nhất {given}, giới hạn {limit}.',
      en: '{drug}: the latest {analyte} is {given}, the limit {limit}.',
    },
    notJudged: {
      vi: '{drug}: không có {analyte} đọc được trong 7 ngày để đối chiếu.',
      en: '{drug}: no readable {analyte} within 7 days to look at.',
    },
  },
  cautions: {
    found: { vi: 'Xem thận trọng của {drug}.', en: 'Look at the cautions of {drug}.' },
    notJudged: {
      vi: 'Chưa kiểm {drug} đầy đủ về {what}: danh mục không có.',
      en: '{drug} was not checked in full for {what}: the formulary does not tell.',
    },
  },
  'look-alike': {
    found: { vi: '{drug} dễ nhầm tên với {other}.', en: 'The name of {drug} is easily taken for {other}.' },
  },
  formulary: {
    found: { vi: 'Xem lại {drug}.', en: 'Look at {drug}.' },
    notJudged: {
      vi: '{drug} không có trong danh mục, hoặc mã và tên không khớp: thuốc này chưa được kiểm tra.',
      en: '{drug} is not in the formulary, or its code and name disagree: it was not checked.',
    },
  },
};

/** Why a dose was not checked, or only against what nobody may pass. */
export const unjudgedDoseWords = {
  limit: {
    vi: 'chưa biết giới hạn liều của thuốc này cho người bệnh này',
    en: 'no limit is known of this medicine for this patient',
  },
  unit: {
    vi: 'không tính được lượng hoạt chất từ đơn vị đã ghi',
    en: 'how much of the substance it is cannot be told from the unit',
  },
  age: { vi: 'không biết tuổi người bệnh', en: 'the age of the patient is not known' },
  weight: { vi: 'không biết cân nặng người bệnh', en: 'the weight of the patient is not known' },
  rate: { vi: 'chưa ghi tốc độ truyền', en: 'how fast it runs is not told' },
  day: { vi: 'chưa biết giới hạn liều một ngày của thuốc này', en: 'no limit of a day is known of this medicine' },
} as const satisfies Record<UnjudgedDose, Localised>;

/** Of what a limit is that is ten times passed: of one time, which stands for itself, or of an hour. */
export const perWords = {
  once: { vi: ' một lần', en: ' at one time' },
  hour: { vi: ' mỗi giờ', en: ' an hour' },
} as const satisfies Record<string, Localised>;

/** Behind a rate in mL an hour: the name of the product tells its strength, and nobody whether it was diluted. */
export const dilutedWords: Localised = {
  vi: ' Tính theo hàm lượng ghi ở tên thuốc: nếu đã pha loãng, ghi tốc độ theo lượng thuốc (mg/giờ, µg/kg/phút, đơn vị/giờ).',
  en: ' Reckoned by the strength in the name: if it is diluted, tell the rate by its amount (mg/h, µg/kg/min, units/h).',
};

/** What is counted of a dose. */
export const pieceWords = {
  piece: { vi: 'viên, ống hoặc gói', en: 'pieces' },
  mL: { vi: 'mL', en: 'mL' },
} as const satisfies Record<string, Localised>;

/** What a formulary does not know, where medicines are chosen. */
export const knowledgeWords = {
  notChecked: { vi: 'Chưa kiểm: {what}', en: 'Not checked: {what}' },
  takenFor: { vi: 'Dễ nhầm với {names}', en: 'Taken for {names}' },
  strengths: { vi: 'hàm lượng', en: 'strengths' },
  cautions: { vi: 'thai kỳ, cho con bú, suy thận', en: 'pregnancy, lactation, renal function' },
  'adult-dose': { vi: 'liều người lớn', en: 'dose of adults' },
  'child-dose': { vi: 'liều trẻ em', en: 'dose of children' },
  notInFormulary: {
    vi: 'Danh mục không có thuốc này: nếu vẫn chỉ định thì thuốc không được kiểm tra.',
    en: 'The formulary has no such medicine: ordered all the same, it is not checked.',
  },
} as const satisfies Record<string, Localised>;

/** What of the allergies could not be judged. */
export const allergyWords = {
  neverAsked: {
    vi: 'Chưa ai hỏi tiền sử dị ứng của người bệnh: chưa đánh giá được dị ứng.',
    en: 'Nobody has asked about the patient’s allergies: they could not be judged.',
  },
} as const satisfies Record<string, Localised>;

/** What an interaction does. */
export const effectWords = {
  bleeding: { vi: 'tăng nguy cơ chảy máu.', en: 'more bleeding.' },
  hyperkalaemia: { vi: 'tăng kali máu.', en: 'potassium rises.' },
  qt: { vi: 'kéo dài QT.', en: 'the QT interval grows longer.' },
  myopathy: { vi: 'tiêu cơ vân.', en: 'rhabdomyolysis.' },
  sedation: { vi: 'an thần và ức chế hô hấp.', en: 'sedation and weak breathing.' },
  kidney: { vi: 'tổn thương thận.', en: 'harm to the kidneys.' },
  serotonin: { vi: 'hội chứng serotonin.', en: 'serotonin syndrome.' },
  precipitate: {
    vi: 'kết tủa ở phổi và thận của trẻ nhỏ.',
    en: 'it precipitates in the lungs and kidneys of infants.',
  },
  digoxin: { vi: 'tăng nồng độ và độc tính của digoxin.', en: 'more digoxin, and its poisoning.' },
} as const satisfies Record<string, Localised>;

/** How renal function was reckoned, with the unit of that. */
export const measureWords = {
  'cockcroft-gault': { vi: 'mL/phút (Cockcroft–Gault)', en: 'mL/min (Cockcroft–Gault)' },
  'ckd-epi-2021': { vi: 'mL/phút/1,73 m² (CKD-EPI 2021)', en: 'mL/min/1.73 m² (CKD-EPI 2021)' },
  schwartz: { vi: 'mL/phút/1,73 m² (Schwartz)', en: 'mL/min/1.73 m² (bedside Schwartz)' },
} as const satisfies Record<string, Localised>;

/** What a formulary may not tell of a medicine. */
export const cautionWords = {
  pregnancy: { vi: 'thai kỳ', en: 'pregnancy' },
  lactation: { vi: 'cho con bú', en: 'lactation' },
  renal: { vi: 'suy thận', en: 'renal function' },
  age: { vi: 'tuổi', en: 'age' },
} as const satisfies Record<string, Localised>;

/** Tests by name. */
export const analyteWords = {
  potassium: { vi: 'kali (mmol/L)', en: 'potassium (mmol/L)' },
  inr: { vi: 'INR', en: 'INR' },
  platelets: { vi: 'tiểu cầu (10⁹/L)', en: 'platelet count (10⁹/L)' },
} as const satisfies Record<string, Localised>;
