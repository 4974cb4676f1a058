import { fillBoth, type Localised } from '../../../kernel/language.js';

const w = (vi: string, en: string): Localised => ({ vi, en });

/** What is wrong with a file of medicines. */
const FORMULARY_FILE_WORDS = {
  noMedicines: w('không có thuốc nào', 'no medicines'),
  tooMany: w('nhiều hơn {most} thuốc', 'more than {most} medicines'),
  noCode: w('"{atc}" không phải là mã ATC của một hoạt chất', '"{atc}" is no ATC code of a substance'),
  twice: w('{atc} đã có ở dòng {line}', '{atc} stands in line {line} already'),
  noName: w('{atc} không có tên', '{atc} has no name'),
  tooLong: w('{atc}: một ô dài hơn {most} ký tự', '{atc}: a cell of more than {most} characters'),
  noForm: w('{atc} không có dạng bào chế', '{atc} has no form'),
  noSource: w('{atc} không có nguồn', '{atc} has no source'),
  noRoute: w('{atc} không có đường dùng', '{atc} has no route'),
  route: w('{atc}: đường dùng lạ "{route}"', '{atc}: unknown route "{route}"'),
  number: w('{atc}: {column} là một số lớn hơn 0', '{atc}: {column} is a number above 0'),
  unclearNumber: w(
    '{atc}: {column} là "{cell}", đọc được hai cách: viết liền không dấu ngăn nghìn, hoặc thêm số 0 sau phần thập phân',
    '{atc}: {column} is "{cell}", which may be two numbers: write it without a sign of thousands, or add a 0 behind its decimals',
  ),
  moreThanDay: w(
    '{atc}: {single} nhiều hơn {daily}: liều một lần không thể hơn liều một ngày',
    '{atc}: {single} is more than {daily}: one dose cannot be more than a day’s',
  ),
  unit: w('{atc}: unit là mg, IU hoặc để trống', '{atc}: unit is mg, IU or empty'),
  avoid: w('{atc}: {column} là avoid hoặc để trống', '{atc}: {column} is avoid or empty'),
  limit: w(
    '{atc}: "{limit}" không phải là giới hạn như potassium>5.5',
    '{atc}: "{limit}" is no limit such as potassium>5.5',
  ),
  renalDaily: w(
    '{atc}: "{limit}" không phải là liều một ngày theo mức lọc cầu thận như 45:1000',
    '{atc}: "{limit}" is no dose of a day by renal function such as 45:1000',
  ),
  renalMeasure: w(
    '{atc}: renal_measure là ckd-epi-2021 hoặc để trống (Cockcroft–Gault)',
    '{atc}: renal_measure is ckd-epi-2021 or empty (Cockcroft–Gault)',
  ),
  noMedicine: w('{what} không phải là thuốc', 'a {what} is no medicine'),
  noJson: w('không phải là JSON', 'is no JSON'),
} as const satisfies Record<string, Localised>;

/** In both languages, filled. */
export const formularyFault = (
  what: keyof typeof FORMULARY_FILE_WORDS,
  values?: Readonly<Record<string, unknown>>,
): Localised => fillBoth(FORMULARY_FILE_WORDS[what], values);
