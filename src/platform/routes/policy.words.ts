import type { Language, Localised } from '../../kernel/language.js';
import type { Action, Role } from './policy.js';
import { ROLE_WORDS } from './role.words.js';

/** Actions as they follow "may not" and "không được". */
export const ACTION_WORDS: Readonly<Record<Action, Localised>> = {
  'patient.register': { vi: 'đăng ký người bệnh', en: 'register a patient' },
  'patient.read': { vi: 'xem thông tin người bệnh', en: 'see who a patient is' },
  'patient.search': { vi: 'tìm người bệnh', en: 'search for patients' },
  'patient.duplicates': { vi: 'tìm hồ sơ trùng', en: 'look for duplicate records' },
  'patient.merge': { vi: 'gộp hồ sơ trùng', en: 'merge duplicate records' },
  'insurance.read': { vi: 'xem thẻ bảo hiểm y tế', en: 'see health insurance' },
  'insurance.write': { vi: 'ghi thẻ bảo hiểm y tế', en: 'record health insurance' },
  'patient.record-death': { vi: 'ghi nhận tử vong', en: 'record a death' },
  'patient.revoke-death': { vi: 'đính chính tử vong', en: 'take back a recorded death' },
  'patient.update': { vi: 'sửa thông tin người bệnh', en: 'correct the details of a patient' },
  'patient.confidentiality': { vi: 'xem hoặc nâng mức bảo mật', en: 'see or raise the confidentiality of a record' },
  'patient.lower-confidentiality': { vi: 'hạ mức bảo mật', en: 'lower the confidentiality of a record' },
  'patient.mark-vip': { vi: 'đặt mức rất hạn chế', en: 'make a record very restricted' },
  'chart.read': { vi: 'xem hồ sơ bệnh án', en: 'read the chart' },
  'file.add': { vi: 'thêm giấy tờ, hình ảnh vào hồ sơ', en: 'add papers and pictures to a record' },
  'document.withdraw': { vi: 'thu hồi giấy tờ đã in', en: 'take back printed papers' },
  'allergy.write': { vi: 'ghi dị ứng', en: 'record allergies' },
  'problem.write': { vi: 'ghi hoặc bác bỏ chẩn đoán', en: 'record or refute diagnoses' },
  'background.write': { vi: 'ghi tiền sử', en: 'record history' },
  'ward.read': { vi: 'xem khoa và giường', en: 'see wards and beds' },
  'ward.board': { vi: 'xem bảng của khoa', en: 'see the ward board' },
  'ward.manage': { vi: 'sửa khoa và giường', en: 'change wards and beds' },
  'bed.set-state': { vi: 'báo tình trạng giường', en: 'say what state a bed is in' },
  'roster.read': { vi: 'xem lịch trực', en: 'see the roster' },
  'roster.plan': { vi: 'xếp lịch trực', en: 'plan the roster' },
  'encounter.read': { vi: 'xem đợt điều trị', en: 'see encounters' },
  'encounter.admit': { vi: 'nhận người bệnh', en: 'admit a patient' },
  'encounter.transfer': { vi: 'chuyển khoa, chuyển giường', en: 'transfer a patient' },
  'encounter.course': { vi: 'ghi việc tạm vắng, cách ly', en: 'record leave and isolation' },
  'encounter.triage': { vi: 'phân loại cấp cứu', en: 'triage' },
  'visit.write': { vi: 'khám bệnh ngoại trú, cấp cứu', en: 'see who waits for a doctor' },
  'encounter.team': { vi: 'phân công bác sĩ điều trị', en: 'name the doctor in charge' },
  'encounter.discharge': { vi: 'cho người bệnh ra viện', en: 'discharge a patient' },
  'encounter.reopen': { vi: 'hủy việc cho ra viện', en: 'take back a discharge' },
  'encounter.close': { vi: 'khóa hồ sơ bệnh án', en: 'close a record' },
  'record.hold': { vi: 'giữ hồ sơ theo yêu cầu pháp lý', en: 'place a record on legal hold' },
  'vitals.write': { vi: 'ghi dấu hiệu sinh tồn', en: 'chart vital signs' },
  'observation.decide': { vi: 'đặt thang SpO₂ hoặc cấp chăm sóc', en: 'set the SpO₂ scale or the level of care' },
  'escalation.acknowledge': { vi: 'đáp ứng báo động', en: 'answer a call to a patient' },
  'note.write': { vi: 'viết bệnh án', en: 'write notes' },
  'note.sign': { vi: 'ký bệnh án', en: 'sign notes' },
  'note.cosign': { vi: 'ký xác nhận bệnh án của bác sĩ thực hành', en: 'confirm notes of trainees' },
  'note.read-in-error': { vi: 'xem nội dung tờ bệnh án ghi nhầm', en: 'read what was entered in error' },
  'order.write': { vi: 'ra chỉ định', en: 'write orders' },
  'order.enter': { vi: 'ghi chỉ định', en: 'write orders down' },
  'order.take-verbal': { vi: 'ghi nhận y lệnh miệng', en: 'take verbal orders' },
  'order.read': { vi: 'xem chỉ định', en: 'see orders' },
  'order.collect': { vi: 'ghi nhận đã lấy mẫu', en: 'record that a specimen was taken' },
  'specimen.reject': { vi: 'từ chối mẫu xét nghiệm', en: 'reject specimens' },
  'order.fulfil': { vi: 'thực hiện chỉ định', en: 'carry out orders' },
  'pharmacy.read': { vi: 'xem danh sách việc của khoa dược', en: "see the pharmacy's work list" },
  'pharmacy.review': { vi: 'duyệt chỉ định thuốc', en: 'verify, question and substitute medicines' },
  'pharmacy.answer': { vi: 'trả lời dược sĩ về chỉ định thuốc', en: 'answer questions of the pharmacy' },
  'pharmacy.dispense': { vi: 'cấp phát và nhận lại thuốc', en: 'dispense medicines and take them back' },
  'reconciliation.write': { vi: 'lập bảng đối chiếu thuốc', en: 'list the medicines that a patient takes' },
  'reconciliation.decide': {
    vi: 'quyết định trong bảng đối chiếu thuốc',
    en: 'decide what becomes of medicines taken before',
  },
  'dose.record': { vi: 'ghi nhận việc dùng thuốc', en: 'record what became of doses' },
  'newborn.check': { vi: 'đối chiếu vòng tay mẹ và bé', en: 'compare the bracelets of mother and child' },
  'blood.transfuse': { vi: 'truyền máu', en: 'give blood' },
  'result.read': { vi: 'xem kết quả', en: 'see results' },
  'result.write': { vi: 'trả kết quả', en: 'report results' },
  'live.listen': { vi: 'nhận báo thay đổi tức thời', en: 'be told at once what changed' },
  'task.read': { vi: 'xem việc cần xử trí', en: 'see what has to be seen to' },
  'task.acknowledge': { vi: 'xác nhận việc cần xử trí', en: 'acknowledge what has to be seen to' },
  'result.acknowledge': { vi: 'xác nhận kết quả báo động', en: 'acknowledge critical results' },
  'result.review': { vi: 'xác nhận đã xem kết quả', en: 'say that a result was looked at' },
  'fhir.import': { vi: 'nhận dữ liệu từ hệ thống khác', en: 'import data of other systems' },
  'fhir.read': { vi: 'lấy dữ liệu cho hệ thống khác', en: 'read data for other systems' },
  'fhir.read-chart': { vi: 'lấy hồ sơ bệnh án cho hệ thống khác', en: 'read charts for other systems' },
  'fhir.export': { vi: 'xuất dữ liệu hàng loạt', en: 'export data in bulk' },
  'fhir.history': { vi: 'theo dõi thay đổi của toàn viện', en: 'follow what changes in the whole hospital' },
  'fhir.subscribe': { vi: 'đăng ký được báo tin cho chính mình', en: 'ask to be told what happens' },
  'fhir.read-untied': { vi: 'xem dữ liệu chưa rõ của người bệnh nào', en: 'see data that nobody knows whose it is' },
  'hl7v2.send': { vi: 'gửi bản tin HL7 v2', en: 'send HL7 v2 messages' },
  'unmatched.read': { vi: 'xem kết quả chờ ghép', en: 'see results that wait to be matched' },
  'unmatched.settle': { vi: 'ghép kết quả với người bệnh', en: 'match results with patients' },
  'message.read': { vi: 'xem nhật ký bản tin', en: 'see the log of messages' },
  'mapping.read': { vi: 'xem ánh xạ mã xét nghiệm', en: 'see what codes of laboratories mean' },
  'mapping.manage': { vi: 'ánh xạ mã xét nghiệm', en: 'say what codes of laboratories mean' },
  'care.explain': { vi: 'hỏi vì sao mình xem được hồ sơ', en: 'ask why a record is open to them' },
  'care.break-glass': { vi: 'mở khẩn cấp', en: 'break the glass' },
  'care.consult': { vi: 'mời hội chẩn, chuyển khám', en: 'consult or refer' },
  'care.review': { vi: 'xét các lượt mở khẩn cấp', en: 'review emergency access' },
  'sensitivity.read': { vi: 'xem danh sách mã nhạy cảm', en: 'see the list of sensitive codes' },
  'sensitivity.manage': { vi: 'sửa danh sách mã nhạy cảm', en: 'change the list of sensitive codes' },
  'terminal.manage': { vi: 'đăng ký máy trạm', en: 'manage terminals' },
  'client.read': { vi: 'xem các hệ thống khách', en: 'see client systems' },
  'client.manage': { vi: 'khai báo hệ thống khách', en: 'manage client systems' },
  'client.approve': { vi: 'duyệt hệ thống khách', en: 'approve client systems' },
  'subscription.read': { vi: 'xem các nơi nhận tin', en: 'see receivers of messages' },
  'subscription.manage': { vi: 'khai báo nơi nhận tin', en: 'manage receivers of messages' },
  'subscription.approve': { vi: 'duyệt nơi nhận tin', en: 'approve receivers of messages' },
  'session.read': { vi: 'xem phiên làm việc của người khác', en: 'see the sessions of others' },
  'session.end': { vi: 'kết thúc phiên làm việc của người khác', en: 'end the sessions of others' },
  'staff.directory': { vi: 'tìm đồng nghiệp', en: 'look up colleagues' },
  'ward.list': { vi: 'xem danh sách khoa', en: 'see the list of wards' },
  'codes.read': { vi: 'xem danh mục mã', en: 'see lists of codes' },
  'staff.read': { vi: 'xem danh sách nhân viên', en: 'see the list of staff' },
  'staff.manage': { vi: 'thêm, sửa nhân viên', en: 'manage staff' },
  'audit.read': { vi: 'xem nhật ký truy cập', en: 'read the audit trail' },
  'access.review': { vi: 'rà soát ai có quyền gì', en: 'review who holds which role' },
  'radar.read': { vi: 'xem các vụ việc truy cập bất thường', en: 'see cases of unusual access' },
  'radar.review': { vi: 'xét các vụ việc truy cập bất thường', en: 'review cases of unusual access' },
  'radar.manage': { vi: 'sửa quy tắc phát hiện truy cập bất thường', en: 'change the rules that find unusual access' },
};

const SOMEBODY: Localised = { vi: 'tài khoản này', en: 'this account' };
const SOMETHING: Localised = { vi: 'dùng chức năng này', en: 'use this function' };

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const each = ({ vi, en }: Localised, change: (text: string) => string): Record<Language, string> => ({
  vi: change(vi),
  en: change(en),
});

const withArticle = (noun: string) => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** A role in the middle of a sentence. */
export function roleWords(role: string | undefined): Localised {
  if (role === undefined || !Object.hasOwn(ROLE_WORDS, role)) return SOMEBODY;
  const { vi, en } = ROLE_WORDS[role as Role];
  return { vi, en: withArticle(en) };
}

/** A role where a sentence begins. */
export const roleAsSubject = (role: string | undefined): Localised => each(roleWords(role), capital);

/** What the `forbidden` problem tells of a role and an action. */
export const refusedWords = (role: string | undefined, action: string | undefined) => ({
  role: roleAsSubject(role),
  action: action !== undefined && Object.hasOwn(ACTION_WORDS, action) ? ACTION_WORDS[action as Action] : SOMETHING,
});
