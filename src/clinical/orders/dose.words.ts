import { inLanguage, type Language, type Localised } from '../../kernel/language.js';
import type { DoseUnit, Route } from './dose.rules.js';
import type { RunUnit } from './infusion-rate.rules.js';

/** Ways into the body, as a ward says them; on screens and on paper. */
const ROUTE_WORDS: Readonly<Record<Route, Localised>> = {
  oral: { vi: 'uống', en: 'by mouth' },
  sublingual: { vi: 'ngậm dưới lưỡi', en: 'under the tongue' },
  buccal: { vi: 'ngậm má', en: 'buccal' },
  enteral: { vi: 'qua ống thông', en: 'by tube' },
  rectal: { vi: 'đặt trực tràng', en: 'rectal' },
  intravenous: { vi: 'tĩnh mạch', en: 'intravenous' },
  intramuscular: { vi: 'tiêm bắp', en: 'intramuscular' },
  subcutaneous: { vi: 'tiêm dưới da', en: 'subcutaneous' },
  intradermal: { vi: 'tiêm trong da', en: 'intradermal' },
  intraosseous: { vi: 'trong xương', en: 'intraosseous' },
  intrathecal: { vi: 'nội tủy', en: 'intrathecal' },
  epidural: { vi: 'ngoài màng cứng', en: 'epidural' },
  inhaled: { vi: 'hít', en: 'inhaled' },
  nebulised: { vi: 'khí dung', en: 'nebulised' },
  nasal: { vi: 'mũi', en: 'nasal' },
  ophthalmic: { vi: 'nhỏ mắt', en: 'eye' },
  otic: { vi: 'nhỏ tai', en: 'ear' },
  topical: { vi: 'bôi ngoài da', en: 'on the skin' },
  transdermal: { vi: 'dán da', en: 'patch' },
  vaginal: { vi: 'đặt âm đạo', en: 'vaginal' },
};

/** Units of doses that are not written as UCUM has them. Those of insulin are one word everywhere: "IU" is read as "10" by hand. */
export const DOSE_UNIT_WORDS = {
  ug: { vi: 'µg', en: 'µg' },
  'ug/min': { vi: 'µg/phút', en: 'µg/min' },
  'ug/kg/min': { vi: 'µg/kg/phút', en: 'µg/kg/min' },
  'mL/h': { vi: 'mL/giờ', en: 'mL/h' },
  'mg/h': { vi: 'mg/giờ', en: 'mg/h' },
  'L/min': { vi: 'L/phút', en: 'L/min' },
  '{drop}/min': { vi: 'giọt/phút', en: 'drops/min' },
  '[iU]': { vi: 'đơn vị', en: 'units' },
  '[iU]/h': { vi: 'đơn vị/giờ', en: 'units/h' },
  meq: { vi: 'mEq', en: 'mEq' },
  '{tablet}': { vi: 'viên', en: 'tablet' },
  '{capsule}': { vi: 'viên nang', en: 'capsule' },
  '{ampoule}': { vi: 'ống', en: 'ampoule' },
  '{vial}': { vi: 'lọ', en: 'vial' },
  '{sachet}': { vi: 'gói', en: 'sachet' },
  '{drop}': { vi: 'giọt', en: 'drop' },
  '{puff}': { vi: 'nhát xịt', en: 'puff' },
  '{suppository}': { vi: 'viên đặt', en: 'suppository' },
} as const satisfies Readonly<Partial<Record<DoseUnit | RunUnit, Localised>>>;

/** What each route is called in one language. */
export const routeNames = (language: Language) => inLanguage(ROUTE_WORDS, language);

/** What each unit of a dose is called in one language, where that is not its UCUM code. */
export const doseUnitNames = (language: Language) => inLanguage(DOSE_UNIT_WORDS, language);
