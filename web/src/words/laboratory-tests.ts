const LOINC = 'http://loinc.org';

/** Tests that are ordered most, by LOINC; until the hospital's own catalogue can be asked for. */
const TESTS = [
  ['58410-2', 'Tổng phân tích tế bào máu', 'Complete blood count'],
  ['2823-3', 'Kali huyết thanh', 'Potassium, serum'],
  ['2951-2', 'Natri huyết thanh', 'Sodium, serum'],
  ['2160-0', 'Creatinin huyết thanh', 'Creatinine, serum'],
  ['3094-0', 'Ure máu', 'Urea, blood'],
  ['2345-7', 'Glucose máu', 'Glucose, blood'],
  ['4548-4', 'HbA1c', 'HbA1c'],
  ['1742-6', 'ALT', 'ALT'],
  ['1920-8', 'AST', 'AST'],
  ['1988-5', 'CRP', 'CRP'],
  ['2524-7', 'Lactat máu', 'Lactate, blood'],
  ['6301-6', 'INR', 'INR'],
  ['10839-9', 'Troponin I', 'Troponin I'],
  ['75377-2', 'Dengue NS1', 'Dengue NS1'],
  ['600-7', 'Cấy máu', 'Blood culture'],
  ['630-4', 'Cấy nước tiểu', 'Urine culture'],
] as const;

/** Each as the record has it, whose language is Vietnamese, and as it is read. */
export const LABORATORY_TESTS = TESTS.map(([code, vi, en]) => ({
  coding: { system: LOINC, code, display: vi },
  label: { vi, en },
}));
