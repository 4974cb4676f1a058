import type { StepKind } from '../../clinical/infusions/infusion-course.rules.js';
import type { Product } from '../../clinical/transfusions/compatibility.rules.js';
import type { TransfusionState } from '../../clinical/transfusions/transfusion-state.rules.js';
import type { Language, Localised } from '../../kernel/language.js';
import { paperLanguage } from './paper-language.js';

/** What was given of medicines, infusions and blood, as papers say it. */
export const DOSE_STATUS_WORDS: Readonly<Record<string, Localised>> = {
  given: { vi: 'đã dùng', en: 'given' },
  'in-progress': { vi: 'đang truyền', en: 'running' },
  paused: { vi: 'tạm ngừng', en: 'paused' },
  stopped: { vi: 'đã ngừng', en: 'stopped' },
  held: { vi: 'tạm hoãn', en: 'held' },
  refused: { vi: 'người bệnh từ chối', en: 'refused' },
  wasted: { vi: 'đã hủy thuốc', en: 'wasted' },
};

export const STEP_WORDS: Readonly<Record<StepKind, Localised>> = {
  begin: { vi: 'Bắt đầu', en: 'Begun' },
  rate: { vi: 'Đổi tốc độ', en: 'Rate changed' },
  pause: { vi: 'Tạm ngừng', en: 'Paused' },
  resume: { vi: 'Truyền tiếp', en: 'Resumed' },
  bag: { vi: 'Thay chai', en: 'Next bag' },
  stop: { vi: 'Ngừng hẳn', en: 'Stopped' },
  end: { vi: 'Kết thúc', en: 'Ended' },
};

export const PRODUCT_WORDS: Readonly<Record<Product, Localised>> = {
  'red-cells': { vi: 'Khối hồng cầu', en: 'Red cells' },
  'whole-blood': { vi: 'Máu toàn phần', en: 'Whole blood' },
  plasma: { vi: 'Huyết tương tươi đông lạnh', en: 'Fresh frozen plasma' },
  platelets: { vi: 'Khối tiểu cầu', en: 'Platelets' },
  cryoprecipitate: { vi: 'Tủa lạnh', en: 'Cryoprecipitate' },
};

export const TRANSFUSION_STATUS_WORDS: Readonly<Record<TransfusionState, Localised>> = {
  'in-progress': { vi: 'đang truyền', en: 'running' },
  completed: { vi: 'đã truyền hết', en: 'given whole' },
  stopped: { vi: 'đã ngừng', en: 'stopped' },
};

const RHD: Readonly<Record<string, Localised>> = {
  positive: { vi: 'Rh(D)+', en: 'RhD+' },
  negative: { vi: 'Rh(D)−', en: 'RhD−' },
};

/** How long, in hours and minutes. */
const spanOf =
  (hours: string, minutes: string) =>
  (all: number): string =>
    [all >= 60 ? `${Math.floor(all / 60)} ${hours}` : '', all % 60 > 0 ? `${all % 60} ${minutes}` : '']
      .filter(Boolean)
      .join(' ');
const [spanVi, spanEn] = [spanOf('giờ', 'phút'), spanOf('h', 'min')];

const vi = {
  doses: ['Thời điểm', 'Thuốc', 'Liều, đường dùng', 'Trạng thái', 'Người thực hiện'],
  infusions: ['Thời điểm', 'Việc', 'Tốc độ', 'mL/giờ', 'Thể tích', 'Người thực hiện'],
  transfusions: ['Thời điểm', 'Túi máu', 'Nhóm máu', 'Thể tích', 'Trạng thái', 'Người thực hiện'],
  planned: (at: string): string => `dự kiến ${at}`,
  until: (at: string): string => `đến ${at}`,
  measured: (value: string): string => `Đường huyết ${value}`,
  wasted: (amount: string, why: string): string => `Đã hủy ${amount}${why && `: ${why}`}`,
  late: (at: string, why: string): string => `Ghi muộn lúc ${at}${why && ` (${why})`}`,
  off: (minutes: number): string => (minutes > 0 ? `muộn ${spanVi(minutes)}` : `sớm ${spanVi(-minutes)}`),
  against: (what: string): string => `KHÔNG ĐÚNG CHỈ ĐỊNH: ${what}`,
  ordered: (amount: string): string => `Chỉ định ${amount}`,
  notRecorded: 'KHÔNG CÓ GHI NHẬN',
  missed: (count: number): string => `${count} liều đến giờ mà không ai ghi đã dùng hay chưa`,
  bag: (ml: string): string => `chai ${ml} mL`,
  went: (ml: string): string => `đã vào ${ml} mL`,
  total: (ml: string): string => `Tổng lượng đã vào: ${ml} mL.`,
  untold: 'Tổng lượng đã vào: không tính được.',
  order: (number: string): string => `Chỉ định ${number}`,
  expires: (at: string): string => `hạn dùng ${at}`,
  unitGroup: (group: string): string => `Túi: ${group}`,
  ofPatient: (group: string): string => `Người bệnh: ${group}`,
  compared: (by: string, witness: string): string => `${by} và ${witness} đối chiếu tại giường`,
  named: 'người thứ hai chưa tự xác nhận',
  ended: (by: string): string => `kết thúc: ${by}`,
  reaction: (words: string): string => `PHẢN ỨNG: ${words}`,
  why: (words: string): string => `Lý do: ${words}`,
  volumes: (units: number, ml: string): string => `Tổng cộng ${units} đơn vị, ${ml} mL.`,
  with: (name: string): string => `cùng ${name}`,
  scanned: { both: 'đã quét vòng tay và thuốc', patient: 'đã quét vòng tay', drug: 'đã quét thuốc' },
};

type GivenWords = typeof vi;

const en: GivenWords = {
  doses: ['When', 'Medicine', 'Dose, route', 'Status', 'Done by'],
  infusions: ['When', 'What', 'Rate', 'mL/h', 'Volume', 'Done by'],
  transfusions: ['When', 'Unit of blood', 'Blood groups', 'Volume', 'Status', 'Done by'],
  planned: (at) => `planned ${at}`,
  until: (at) => `until ${at}`,
  measured: (value) => `Glucose ${value}`,
  wasted: (amount, why) => `Wasted ${amount}${why && `: ${why}`}`,
  late: (at, why) => `Recorded late, ${at}${why && ` (${why})`}`,
  off: (minutes) => (minutes > 0 ? `${spanEn(minutes)} late` : `${spanEn(-minutes)} early`),
  against: (what) => `AGAINST THE ORDER: ${what}`,
  ordered: (amount) => `Ordered: ${amount}`,
  notRecorded: 'NOTHING RECORDED',
  missed: (count) => `Doses that were due, and nobody recorded whether they were given: ${count}`,
  bag: (ml) => `bag of ${ml} mL`,
  went: (ml) => `${ml} mL went in`,
  total: (ml) => `Went in altogether: ${ml} mL.`,
  untold: 'Went in altogether: cannot be told.',
  order: (number) => `Order ${number}`,
  expires: (at) => `use by ${at}`,
  unitGroup: (group) => `Unit: ${group}`,
  ofPatient: (group) => `Patient: ${group}`,
  compared: (by, witness) => `${by} and ${witness} compared at the bedside`,
  named: 'not confirmed by the second person',
  ended: (by) => `ended by ${by}`,
  reaction: (words) => `REACTION: ${words}`,
  why: (words) => `Reason: ${words}`,
  volumes: (units, ml) => `Units altogether: ${units}, ${ml} mL.`,
  with: (name) => `with ${name}`,
  scanned: { both: 'bracelet and medicine scanned', patient: 'bracelet scanned', drug: 'medicine scanned' },
};

const WORDS: Readonly<Record<Language, GivenWords>> = { vi, en };

/** In the language of the paper. */
export const givenWords = (): GivenWords => WORDS[paperLanguage()];

/** "O Rh(D)+". */
export const bloodGroupText = (abo: string, rhd: string): string => `${abo} ${RHD[rhd]?.[paperLanguage()] ?? rhd}`;
