const LOINC = 'http://loinc.org';

/** Tests that are ordered most, by LOINC; until the hospital's own catalogue can be asked for. */
export const LABORATORY_TESTS = [
  ['58410-2', 'Tổng phân tích tế bào máu'],
  ['2823-3', 'Kali huyết thanh'],
  ['2951-2', 'Natri huyết thanh'],
  ['2160-0', 'Creatinin huyết thanh'],
  ['3094-0', 'Ure máu'],
  ['2345-7', 'Glucose máu'],
  ['4548-4', 'HbA1c'],
  ['1742-6', 'ALT'],
  ['1920-8', 'AST'],
  ['1988-5', 'CRP'],
  ['2524-7', 'Lactat máu'],
  ['6301-6', 'INR'],
  ['10839-9', 'Troponin I'],
  ['75377-2', 'Dengue NS1'],
  ['600-7', 'Cấy máu'],
  ['630-4', 'Cấy nước tiểu'],
].map(([code, display]) => ({ system: LOINC, code: code!, display: display! }));
