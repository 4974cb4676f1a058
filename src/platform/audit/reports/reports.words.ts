import { fill, type Language, type Localised } from '../../../kernel/language.js';
import { patientRecord } from '../../../kernel/patient-record.js';
import { declaredProblems } from '../../../kernel/problem.js';
import { ACTION_WORDS } from '../../routes/policy.words.js';
import { roleNames } from '../../routes/role.words.js';
import type { Action } from '../../routes/policy.js';
import { valueOf } from '../../../kernel/list.js';

const say = (vi: string, en: string): Localised => ({ vi, en });

/** The service at its own work, such as seeding; no person stands behind it. */
export const SYSTEM = say('Hệ thống (tự động)', 'The system itself');

/** HL7 v3 PurposeOfUse, and the service's own work. */
const PURPOSES: Readonly<Record<string, Localised>> = {
  TREAT: say('điều trị', 'treatment'),
  ETREAT: say('điều trị cấp cứu', 'emergency treatment'),
  BTG: say('mở khẩn cấp', 'emergency access'),
  HCOMPL: say('kiểm tra, giám sát', 'compliance and audit'),
  RECORDMGT: say('quản lý hồ sơ bệnh án', 'keeping medical records'),
  PATADMIN: say('tiếp đón, đăng ký', 'registration'),
  HSYSADMIN: say('quản trị hệ thống', 'running the system'),
  HOPERAT: say('vận hành bệnh viện', 'hospital operations'),
  HPAYMT: say('thanh toán, bảo hiểm', 'payment, insurance'),
  HRESCH: say('nghiên cứu', 'research'),
  PUBHLTH: say('y tế công cộng', 'public health'),
  PATRQT: say('theo yêu cầu của người bệnh', 'at the request of the patient'),
  OPERATIONS: say('vận hành hệ thống', 'running the system'),
};

/** Purposes under which someone went past what they usually may see; a report marks them. */
export const EMERGENCIES: ReadonlySet<string> = new Set(['ETREAT', 'BTG']);

/** What a patient would call what the trail names and no record of the chart is; the records bring their own words. */
const THINGS: Readonly<Record<string, Localised>> = {
  chart: say('hồ sơ bệnh án', 'the medical record'),
  patient_name_word: say('từ trong họ tên', 'words of the name'),
  staff_member: say('hồ sơ nhân viên của chính người bệnh', "the patient's own staff account"),
  care_decision: say('vì sao được hay không được xem hồ sơ', 'why the record may be seen or not'),
  audit_event: say('nhật ký truy cập hồ sơ', 'the access log of the record'),
  bulk_export: say('bản xuất dữ liệu hàng loạt', 'a bulk export'),
  access_report: say('báo cáo truy cập hồ sơ', 'the access report of the record'),
};

/** What has to do with the house and with no patient. */
const OFFICE: Readonly<Record<string, Localised>> = {
  staff_member: say('hồ sơ nhân viên', 'a member of staff'),
  staff_role: say('vai trò của nhân viên', 'a role of a member of staff'),
  staff_ward: say('khoa làm việc của nhân viên', 'a ward where somebody works'),
  staff_pin: say('PIN của nhân viên', 'a PIN'),
  staff_badge: say('thẻ của nhân viên', 'a badge'),
  staff_identity: say('tài khoản bệnh viện của nhân viên', 'an account at the identity provider'),
  second_factor: say('ứng dụng xác thực', 'an authenticator'),
  recovery_code: say('mã dự phòng', 'a recovery code'),
  session: say('phiên làm việc', 'a session'),
  terminal: say('máy trạm', 'a terminal'),
  machine_client: say('hệ thống khách', 'a client system'),
  ward: say('khoa', 'a ward'),
  room: say('buồng', 'a room'),
  bed: say('giường', 'a bed'),
  duty: say('ca trực', 'a duty'),
  sensitive_code: say('mã nhạy cảm', 'a sensitive code'),
  radar_rule: say('quy tắc của radar', 'a rule of the radar'),
  staff_signing_key: say('khóa ký của nhân viên', 'a signing key of a member of staff'),
  stored_file_key: say('khóa của tệp đã lưu', 'the key of a stored file'),
  code_mapping: say('ý nghĩa mã của hệ thống khác', 'what a code of another system means'),
  hospital: say('bệnh viện', 'the hospital'),
  reference_data: say('danh mục mã', 'a list of codes'),
  subscription: say('nơi được báo tin', 'a system that is told'),
};

const DEEDS: Readonly<Record<string, Localised>> = {
  read: say('xem {thing}', 'looked at {thing}'),
  list: say('xem {thing}', 'looked at {thing}'),
  search: say('tìm {thing}', 'searched {thing}'),
  create: say('ghi {thing}', 'recorded {thing}'),
  update: say('sửa {thing}', 'changed {thing}'),
  delete: say('xóa {thing}', 'removed {thing}'),
  'sign-in': say('đăng nhập', 'signed in'),
  'sign-in-failed': say('đăng nhập không được', 'failed to sign in'),
  'sign-out': say('đăng xuất, kết thúc phiên', 'signed out or ended a session'),
  replay: say('xem lại {thing} vừa ghi', 'saw again {thing} just recorded'),
};

/** Where a table's name and the kind of event together have a better word. */
const BETTER: Readonly<Record<string, Localised>> = {
  'read chart': say('mở hồ sơ bệnh án', 'opened the medical record'),
  'read access_report': say('lập báo cáo truy cập hồ sơ', 'made the access report of the record'),
};

const LISTS: Readonly<Record<string, Localised>> = {
  ward_board: say('bảng giường bệnh của khoa', 'the board of a ward'),
  audit_event: say('danh sách trong nhật ký truy cập', 'a list of the access log'),
  staff_day: say('nhật ký làm việc của một nhân viên', 'the working day of a member of staff'),
};

const OTHER = say('dữ liệu khác ({entity})', 'other data ({entity})');
const OTHER_LIST = say('một danh sách ({entity})', 'a list ({entity})');
const REFUSED = say('bị từ chối khi muốn {wanted}', 'was refused, wanting to {wanted}');
const REFUSED_THERE = say('bị từ chối: {wanted}', 'was refused: {wanted}');
const TOLD = say('được trả lời về {thing}: {title}', 'was answered about {thing}: {title}');
const OTHER_DEED = say('{kind}: {thing}', '{kind}: {thing}');

const thingOf = (entity: string): Localised | undefined =>
  Object.hasOwn(THINGS, entity) ? THINGS[entity] : (patientRecord(entity)?.words ?? OFFICE[entity]);

/** What kind of record a table holds; null where no better word is known than the table's name. */
export const recordWords = (entity: string, language: Language): string | null => thingOf(entity)?.[language] ?? null;

/** What someone did with a patient's data, in plain words; what the table above lacks is named as the trail has it. */
export function deedWords(entity: string, kind: string, language: Language, what?: string | null): string {
  if (kind === 'refusal') return refusedWords(entity, what, language);
  if (kind === 'told') return toldWords(entity, what, language);
  const better = BETTER[`${kind} ${entity}`] ?? patientRecord(entity)?.deeds?.[kind];
  if (better) return better[language];
  const thing = thingOf(entity)?.[language] ?? fill(OTHER[language], { entity });
  return fill((DEEDS[kind] ?? OTHER_DEED)[language], { kind, thing });
}

/** @param action of the policy; older events have none */
function refusedWords(route: string, action: string | null | undefined, language: Language): string {
  const words = action && Object.hasOwn(ACTION_WORDS, action) ? ACTION_WORDS[action as Action] : undefined;
  return words
    ? fill(REFUSED[language], { wanted: words[language] })
    : fill(REFUSED_THERE[language], { wanted: route });
}

/** @param code of the problem that was answered, or which other system was told */
function toldWords(entity: string, code: string | null | undefined, language: Language): string {
  const sent = patientRecord(entity)?.deeds?.['told'];
  if (sent) return fill(sent[language], { receiver: code ?? '' });
  const title = declaredProblems().find((kind) => kind.code === code)?.title[language] ?? code ?? '';
  return fill(TOLD[language], { thing: thingOf(entity)?.[language] ?? entity, title });
}

/** What a member of staff did, be it with one patient, with a list of several, or with none. */
export function actWords(
  { entity, kind, what }: { entity: string; kind: string; what?: string | null },
  ofOne: boolean,
  language: Language,
): string {
  const isList = (kind === 'list' || kind === 'search') && !(ofOne && thingOf(entity) !== undefined);
  return isList
    ? fill(valueOf(DEEDS, 'list')[language], { thing: listWords(entity, language) })
    : ofOne || !Object.hasOwn(OFFICE, entity)
      ? deedWords(entity, kind, language, what)
      : officeWords(entity, kind, language);
}

/** What was done about the house. */
const officeWords = (entity: string, kind: string, language: Language): string =>
  fill((DEEDS[kind] ?? OTHER_DEED)[language], { kind, thing: valueOf(OFFICE, entity)[language] });

/** The list or search in which a patient stood among others. */
export const listWords = (entity: string, language: Language): string =>
  (LISTS[entity] ?? patientRecord(entity)?.list)?.[language] ??
  fill(OTHER_LIST[language], { entity: thingOf(entity)?.[language] ?? entity });

export const roleWords = (role: string, language: Language): string => roleNames(language)[role] ?? role;
export const purposeWords = (purpose: string, language: Language): string => PURPOSES[purpose]?.[language] ?? purpose;
