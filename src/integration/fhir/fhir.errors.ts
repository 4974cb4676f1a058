import type { Localised } from '../../kernel/language.js';
import { defineProblems, Problem, type FieldError } from '../../kernel/problem.js';

export const fhirProblems = defineProblems({
  resourceNotFound: { status: 404, vi: 'Không tìm thấy tài nguyên', en: 'No such resource' },
  notImportable: { status: 400, vi: 'Dữ liệu FHIR không hợp lệ', en: 'The FHIR data is not valid' },
  identifierConflict: {
    status: 409,
    vi: 'Giấy tờ trùng với một người bệnh có họ tên, ngày sinh hoặc giới tính khác',
    en: 'An identifier belongs to a patient whose name, birth date or sex differs',
  },
  namesAnother: {
    status: 409,
    vi: 'Dữ liệu ghi họ tên, ngày sinh hoặc số giấy tờ khác với người bệnh này: hãy đối chiếu rồi xác nhận',
    en: 'It names somebody of another name, birth date or number than this patient: compare, then confirm',
  },
  severalMatch: {
    status: 412,
    vi: 'Điều kiện khớp với nhiều tài nguyên',
    en: 'The condition matches more than one resource',
  },
  notAcceptable: {
    status: 406,
    vi: 'Dịch vụ này chỉ trả lời FHIR R4 dạng JSON',
    en: 'This service answers in FHIR R4 as JSON only',
  },
  versionNotFound: {
    status: 404,
    vi: 'Không có phiên bản này để đọc',
    en: 'There is no such version to read',
  },
  typeNotSupported: {
    status: 404,
    vi: 'FHIR R4 không có loại tài nguyên hoặc thao tác này',
    en: 'FHIR R4 has no such resource type or operation here',
  },
  notWritable: {
    status: 405,
    vi: 'Không ghi được tài nguyên này qua FHIR: nó do bệnh viện tạo ra hoặc chỉ để đọc',
    en: 'This cannot be written as FHIR: it was written here, or is only read',
  },
  versionOvertaken: {
    status: 412,
    vi: 'If-Match không phải phiên bản hiện tại',
    en: 'If-Match is not the version that stands',
  },
  otherPatientsRecord: {
    status: 409,
    vi: 'Tài nguyên này đã được nhận cho một người bệnh khác',
    en: 'This resource was received for another patient before',
  },
});

const MESSAGES = {
  'not-an-object': { vi: 'Phải là đối tượng.', en: 'Must be an object.' },
  'not-a-list': { vi: 'Phải là danh sách.', en: 'Must be a list.' },
  'not-a-string': { vi: 'Phải là chuỗi không rỗng.', en: 'Must be a string that is not empty.' },
  'not-a-boolean': { vi: 'Phải là true hoặc false.', en: 'Must be true or false.' },
  'not-a-decimal': { vi: 'Phải là số thập phân.', en: 'Must be a decimal number.' },
  'not-a-date': {
    vi: 'Không phải ngày giờ FHIR hợp lệ; giờ cần có múi giờ.',
    en: 'Not a valid FHIR date or time; times carry their zone.',
  },
  'not-one-of': { vi: 'Phải là một trong: {allowed}.', en: 'Must be one of: {allowed}.' },
  'out-of-order': { vi: 'Kết thúc trước khi bắt đầu.', en: 'Ends before it starts.' },
  'in-the-future': { vi: 'Thời điểm ở tương lai.', en: 'The time is in the future.' },
  'too-many': { vi: 'Danh sách không được quá {max} mục.', en: 'Must have at most {max} items.' },
  'too-long': { vi: 'Không được quá {max} ký tự.', en: 'Must have at most {max} characters.' },
  required: { vi: 'Thiếu phần tử bắt buộc.', en: 'This element is required.' },
  'concept-without-words': {
    vi: 'Cần có text, hoặc coding có display hay code.',
    en: 'Needs text, or a coding with a display or a code.',
  },
  'person-name': { vi: 'Tên cần có ít nhất một chữ cái.', en: 'The name needs at least one letter.' },
  'not-a-resource': { vi: 'Không phải tài nguyên FHIR.', en: 'Not a FHIR resource.' },
  'resource-type': { vi: 'Phải là tài nguyên {expected}.', en: 'Must be a {expected} resource.' },
  'unknown-resource-type': { vi: 'FHIR R4 không có tài nguyên {type}.', en: 'FHIR R4 has no resource {type}.' },
  'bundle-type': {
    vi: 'Chỉ nhận Bundle loại transaction hoặc batch.',
    en: 'Only a Bundle of type transaction or batch is taken.',
  },
  'empty-bundle': { vi: 'Bundle không có entry nào.', en: 'The Bundle has no entry.' },
  'duplicate-full-url': { vi: 'fullUrl trùng với entry[{other}].', en: 'The fullUrl is that of entry[{other}] too.' },
  'duplicate-resource': { vi: 'Trùng tài nguyên với entry[{other}].', en: 'The same resource as entry[{other}].' },
  'method-not-taken': {
    vi: 'Chỉ nhận GET, POST, PUT và PATCH; GET chỉ nhận từ máy.',
    en: 'Only GET, POST, PUT and PATCH are taken, and GET of machines only.',
  },
  'criteria-not-taken': {
    vi: 'Chỉ nhận một trong: {known}, không kèm điều kiện.',
    en: 'Only one of these is taken, without conditions: {known}.',
  },
  'channel-not-taken': {
    vi: 'Chỉ nhận rest-hook, không header riêng, không payload: tin báo chỉ nêu tài nguyên nào thay đổi.',
    en: 'Only rest-hook is taken, without headers of its own and without payload: it is told which resource changed, never what it says.',
  },
  'only-off': { vi: 'Chỉ nhận thay đổi status thành off.', en: 'The one change that is taken is status off.' },
  'patch-expected': {
    vi: 'Cần một Binary loại application/json-patch+json chứa các thao tác JSON Patch.',
    en: 'Needs a Binary of application/json-patch+json with the operations of a JSON Patch.',
  },
  'url-differs': { vi: 'request.url phải là {expected}.', en: 'request.url must be {expected}.' },
  'condition-not-taken': {
    vi: 'Điều kiện này không được hỗ trợ; dùng được: identifier=<system>|<value>.',
    en: 'This condition is not supported; what works is identifier=<system>|<value>.',
  },
  'condition-twice': {
    vi: 'Cùng điều kiện với entry[{other}] nhưng nội dung khác: chỉ được tạo một bản ghi. Hãy gửi một entry, hoặc hai entry giống nhau.',
    en: 'The same condition as entry[{other}] with other content: only one record may be made. Send one entry, or the same twice.',
  },
  'broken-reference': {
    vi: 'Không tìm thấy {reference} trong Bundle và trong hệ thống.',
    en: '{reference} is neither in the Bundle nor known here.',
  },
  'wrong-reference-type': { vi: 'Phải tham chiếu đến {expected}.', en: 'Must refer to {expected}.' },
  'other-patient': {
    vi: 'Thuộc về một người bệnh khác với subject.',
    en: 'Belongs to another patient than the subject.',
  },
  'patient-required': {
    vi: 'Không rõ thuộc về người bệnh nào: cần tham chiếu đến một người bệnh đã biết.',
    en: 'It is not clear whom this is about: it needs a reference to a patient who is known.',
  },
  'other-sender': {
    vi: 'Tài nguyên này do hệ thống khác gửi; chỉ hệ thống đó được sửa.',
    en: 'Another system sent this resource; only that system may change it.',
  },
  'not-of-role': {
    vi: 'Vai trò này không nhận loại nội dung này.',
    en: 'This role does not bring in resources of this kind.',
  },
  'unknown-element': { vi: 'FHIR R4 không có phần tử này trong {type}.', en: 'FHIR R4 has no such element in {type}.' },
  'one-of-a-kind': {
    vi: 'Chỉ được có một; đã có {other}.',
    en: 'Only one of these may stand; there is {other} already.',
  },
  'modifier-not-understood': {
    vi: 'Phần tử này đổi nghĩa của tài nguyên và không được hiểu ở đây.',
    en: 'This changes what the resource means, and is not understood here.',
  },
  'contained-not-named': {
    vi: 'Kết quả nằm trong báo cáo nhưng không có trong result.',
    en: 'This value is contained in the report, and no result names it.',
  },
  'issued-before-taken': {
    vi: 'Thời điểm trả kết quả trước thời điểm lấy mẫu.',
    en: 'It was issued before it was taken.',
  },
  'death-before-birth': {
    vi: 'Ngày mất trước ngày sinh.',
    en: 'The death is before the birth.',
  },
  'reference-upside-down': {
    vi: 'Giới hạn tham chiếu dưới cao hơn giới hạn trên.',
    en: 'The low reference limit is above the high one.',
  },
  'name-differs': {
    vi: 'Tên ghi kèm khác với tên của người bệnh này.',
    en: 'The name beside the reference is not that of this patient.',
  },
  'birth-date-differs': {
    vi: 'Ngày sinh ghi kèm khác với ngày sinh của người bệnh này.',
    en: 'The birth date beside the reference is not that of this patient.',
  },
  'code-contradicts': {
    vi: 'Mã và tên nói hai xét nghiệm khác nhau.',
    en: 'The code and the words name two different tests.',
  },
  'order-of-another-test': {
    vi: 'Chỉ định là cho xét nghiệm khác.',
    en: 'The order is for another test.',
  },
  'sex-differs': {
    vi: 'Giới tính ghi kèm khác với giới tính của người bệnh này.',
    en: 'The sex beside the reference is not that of this patient.',
  },
  'not-human': { vi: 'Không phải của người.', en: 'This is about no human being.' },
  'order-required': { vi: 'Cần basedOn: ServiceRequest của chỉ định.', en: 'Needs basedOn: the ServiceRequest.' },
  'report-empty': {
    vi: 'Kết quả trống: cần result, conclusion, conclusionCode hoặc presentedForm.',
    en: 'The report is empty: it needs a result, conclusion, conclusionCode or presentedForm.',
  },
  'parameter-unknown': {
    vi: 'Tham số tìm kiếm không được biết; dùng được: {known}.',
    en: 'The search parameter is not known; known are: {known}.',
  },
  'parameter-invalid': { vi: 'Giá trị tìm kiếm không hợp lệ.', en: 'The search value is not valid.' },
  'modifier-not-taken': {
    vi: 'Tham số này không nhận bổ ngữ đó; dùng được: {known}.',
    en: 'The parameter does not take this modifier; it takes: {known}.',
  },
  'chain-not-taken': {
    vi: 'Không tìm được qua tham chiếu này bằng phần tử đó; dùng được: {known}.',
    en: 'What is referred to cannot be searched by this; it can by: {known}.',
  },
  'has-not-taken': {
    vi: '_has cần một loại tài nguyên, tham số của nó trỏ đến {type}, và điều kiện mà loại đó nhận.',
    en: '_has needs a type, a parameter of it that refers to {type}, and a condition that this type takes.',
  },
  'patients-too-many': {
    vi: 'Hơn {most} người bệnh khớp; hãy thêm tên, ngày sinh hoặc mã số.',
    en: 'More than {most} patients fit; add words of the name, a birth date or a number.',
  },
  'sort-not-taken': {
    vi: 'Không sắp xếp được theo cách này; dùng được: {known}.',
    en: 'It is not sorted so; what works is: {known}.',
  },
  'include-not-taken': {
    vi: 'Không kèm được tài nguyên này; dùng được: {known}.',
    en: 'This cannot be included; what can is: {known}.',
  },
  'values-too-many': {
    vi: 'Mỗi tham số nhận tối đa {most} giá trị cách nhau bằng dấu phẩy.',
    en: 'A parameter takes at most {most} values parted by commas.',
  },
  'name-alternatives': {
    vi: 'Mỗi lần chỉ tìm một tên; hãy tìm từng tên một.',
    en: 'One name at a time: alternatives parted by commas are not searched for.',
  },
  'name-too-long': { vi: 'Tên cần tìm có quá nhiều từ.', en: 'The name to be searched for has too many words.' },
  'search-too-wide': { vi: 'Cần ít nhất một trong: {needed}.', en: 'Give at least one of: {needed}.' },
} as const satisfies Record<string, Localised>;

export type FhirRule = keyof typeof MESSAGES;

/** A broken rule of FHIR; `path` is the FHIRPath expression of the element, as an OperationOutcome names it. */
export function fhirError(path: string, rule: FhirRule, params?: Record<string, unknown>): FieldError {
  return { pointer: path, rule, params, message: MESSAGES[rule] };
}

/** What is not taken for one reason alone: an element, or a parameter. */
export const notTaken = (...[path, rule, params]: Parameters<typeof fhirError>): Problem =>
  new Problem(fhirProblems.notImportable, { errors: [fhirError(path, rule, params)] });
