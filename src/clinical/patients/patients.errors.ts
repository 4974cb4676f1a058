import { explainConstraints } from '../../platform/database/constraint-problems.js';
import type { Localised } from '../../kernel/language.js';
import type { ConfidentialityRule } from './confidentiality.rules.js';
import type { IdentifierRule } from './identifier.rules.js';
import { defineProblems } from '../../kernel/problem.js';

export const patientProblems = defineProblems({
  patientNotFound: { status: 404, vi: 'Không tìm thấy người bệnh', en: 'No such patient' },
  patientDeceased: { status: 409, vi: 'Người bệnh đã tử vong', en: 'The patient is deceased' },
  patientAlive: {
    status: 409,
    vi: 'Người bệnh không được ghi nhận tử vong',
    en: 'No death of this patient is recorded',
  },
  identifierNotFound: {
    status: 404,
    vi: 'Người bệnh không có giấy tờ này',
    en: 'The patient has no such identifier',
  },
  identifierRetired: { status: 409, vi: 'Giấy tờ này đã được thu hồi', en: 'This identifier is retired already' },
  identifierTaken: {
    status: 409,
    vi: 'Giấy tờ này đã thuộc về một người bệnh khác',
    en: 'This identifier already belongs to another patient',
  },
  confirmationOfPerson: {
    status: 422,
    vi: 'Thông tin sửa cần xem lại và xác nhận',
    en: 'The correction is to be looked at again and confirmed',
    detail: { vi: 'Nếu đúng, hãy xác nhận rồi gửi lại.', en: 'If it is right, confirm it and send it again.' },
  },
  confidentialityLowered: {
    status: 422,
    vi: 'Sửa thông tin không hạ được mức bảo mật',
    en: 'A correction does not lower confidentiality',
    detail: {
      vi: 'Cán bộ hồ sơ hoặc cán bộ bảo vệ dữ liệu hạ mức bảo mật, kèm lý do.',
      en: 'A records or privacy officer lowers it, and gives a reason.',
    },
  },
  confidentialityReserved: {
    status: 403,
    vi: 'Vai trò này không được đổi mức bảo mật như vậy',
    en: 'This role may not change confidentiality so',
    detail: {
      vi: 'Cán bộ hồ sơ bệnh án và cán bộ bảo vệ dữ liệu hạ mức bảo mật; mức rất hạn chế do họ hoặc nhân viên tiếp đón đặt.',
      en: 'Records and privacy officers lower it; very restricted is set by them or by a registrar.',
    },
  },
});

explainConstraints({
  patient_identifier_in_use: patientProblems.identifierTaken,
  patient_confidentiality_held: patientProblems.confidentialityReserved,
});

const CONFIDENTIALITY_MESSAGES: Readonly<Record<ConfidentialityRule | 'only-raised', Localised>> = {
  'only-raised': { vi: 'Chỉ nâng được mức bảo mật ở đây.', en: 'Confidentiality is only raised here.' },
  'lowering-is-for-officers': {
    vi: 'Chỉ cán bộ hồ sơ bệnh án và cán bộ bảo vệ dữ liệu được hạ mức bảo mật.',
    en: 'Lowering is for records officers and privacy officers.',
  },
  'vip-is-for-registration': {
    vi: 'Chỉ nhân viên tiếp đón, cán bộ hồ sơ bệnh án và cán bộ bảo vệ dữ liệu được đặt mức rất hạn chế.',
    en: 'Very restricted is set by registrars, records officers and privacy officers.',
  },
};

export const confidentialityMessage = (rule: keyof typeof CONFIDENTIALITY_MESSAGES): Localised =>
  CONFIDENTIALITY_MESSAGES[rule];

const IDENTIFIER_MESSAGES: Readonly<Record<IdentifierRule | 'mrn-is-issued', Localised>> = {
  'identifier-system-unknown': {
    vi: 'Loại giấy tờ phải là CCCD, CMND, thẻ BHYT, hộ chiếu hoặc loại của một nơi cấp khác.',
    en: 'The kind must be CCCD, CMND, BHYT, passport, or one of another issuer.',
  },
  'mrn-is-issued': { vi: 'Mã người bệnh do hệ thống cấp.', en: 'The MRN is issued by the system.' },
  'mrn-format': { vi: 'Mã người bệnh không đúng dạng.', en: 'The MRN has not the required form.' },
  'cccd-12-digits': { vi: 'Số CCCD gồm đúng 12 chữ số.', en: 'A CCCD number has exactly 12 digits.' },
  'cccd-birthplace': {
    vi: 'Ba số đầu của CCCD không hợp lệ.',
    en: 'The first three digits of the CCCD are not valid.',
  },
  'cccd-century': { vi: 'Chữ số thứ tư của CCCD không hợp lệ.', en: 'The fourth digit of the CCCD is not valid.' },
  'cmnd-9-digits': { vi: 'Số CMND gồm đúng 9 chữ số.', en: 'A CMND number has exactly 9 digits.' },
  'bhyt-format': {
    vi: 'Mã thẻ BHYT gồm 15 ký tự (2 chữ, 13 số) hoặc 10 số cuối.',
    en: 'A BHYT card has 15 characters (2 letters, 13 digits), or its last 10 digits.',
  },
  'passport-format': { vi: 'Số hộ chiếu không đúng dạng.', en: 'The passport number has not the required form.' },
  'foreign-identifier-1-to-100-visible-characters': {
    vi: 'Mã gồm 1 đến 100 ký tự nhìn thấy được.',
    en: 'The value has 1 to 100 visible characters.',
  },
};

export const identifierMessage = (rule: keyof typeof IDENTIFIER_MESSAGES): Localised => IDENTIFIER_MESSAGES[rule];
