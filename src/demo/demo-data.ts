import type { Role } from '../platform/routes/policy.js';

/** Invented people, one of each role and two who receive patients; their user names are the demo accounts. */
export const STAFF: readonly { username: string; fullName: string; role: Role; practisingCertificate?: string }[] = [
  { username: 'doctor', fullName: 'BS. Trần Văn Minh', role: 'doctor', practisingCertificate: '0012345/HCM-CCHN' },
  { username: 'nurse', fullName: 'ĐD. Lê Thị Hồng', role: 'nurse', practisingCertificate: '0023456/HCM-CCHN' },
  { username: 'registrar', fullName: 'Phạm Thu Hà', role: 'registrar' },
  { username: 'lab', fullName: 'KTV. Võ Quốc Bảo', role: 'lab' },
  { username: 'auditor', fullName: 'Đỗ Minh Châu', role: 'auditor' },
  { username: 'admin', fullName: 'Ngô Đức Anh', role: 'admin' },
  {
    username: 'department-head',
    fullName: 'BSCKII. Huỳnh Quang Phúc',
    role: 'department-head',
    practisingCertificate: '0009876/HCM-CCHN',
  },
  {
    username: 'head-nurse',
    fullName: 'CNĐD. Bùi Thị Ngân',
    role: 'head-nurse',
    practisingCertificate: '0034567/HCM-CCHN',
  },
  {
    username: 'clinic-doctor',
    fullName: 'BS. Nguyễn Thu Thủy',
    role: 'doctor',
    practisingCertificate: '0011223/HCM-CCHN',
  },
  {
    username: 'emergency-nurse',
    fullName: 'ĐD. Trịnh Công Hậu',
    role: 'nurse',
    practisingCertificate: '0022334/HCM-CCHN',
  },
  { username: 'trainee', fullName: 'BS. Nguyễn Gia Bảo', role: 'trainee' },
  {
    username: 'pharmacist',
    fullName: 'DS. Trương Mỹ Dung',
    role: 'pharmacist',
    practisingCertificate: '0045678/HCM-CCHND',
  },
  { username: 'radiographer', fullName: 'KTV. Đinh Công Thành', role: 'radiographer' },
  { username: 'records-officer', fullName: 'Phan Thị Kim Oanh', role: 'records-officer' },
  { username: 'privacy-officer', fullName: 'Lý Thanh Tùng', role: 'privacy-officer' },
];

export const WARDS = [
  { code: 'NOI', name: 'Khoa Nội tổng hợp', kind: 'inpatient', rooms: 4 },
  { code: 'NGOAI', name: 'Khoa Ngoại tổng hợp', kind: 'inpatient', rooms: 3 },
  { code: 'SAN', name: 'Khoa Sản', kind: 'inpatient', rooms: 3 },
  { code: 'NHI', name: 'Khoa Nhi', kind: 'inpatient', rooms: 3 },
  { code: 'CC', name: 'Khoa Cấp cứu', kind: 'emergency', rooms: 2 },
  { code: 'KHAM', name: 'Khoa Khám bệnh', kind: 'clinic', rooms: 0 },
] as const;

const well = {
  heartRate: 78,
  respiratoryRate: 16,
  systolic: 122,
  diastolic: 76,
  temperature: 36.8,
  oxygenSaturation: 98,
  supplementalOxygen: false,
  consciousness: 'A',
};
const feverish = { ...well, heartRate: 104, respiratoryRate: 22, temperature: 38.9, oxygenSaturation: 95 };

/** A child of two who breathes hard: Bedside PEWS. */
const wheezing = {
  ...well,
  heartRate: 148,
  respiratoryRate: 46,
  systolic: 96,
  diastolic: 54,
  temperature: 38.6,
  oxygenSaturation: 93,
  supplementalOxygen: true,
  oxygenDevice: 'nasal-cannula',
  oxygenFlow: 1,
  capillaryRefill: 2,
  respiratoryEffort: 'moderate',
};

/** `ward` is the index in {@link WARDS}. */
export const INPATIENTS = [
  {
    fullName: 'Lê Văn Hùng',
    sex: 'male',
    birthDate: '1958',
    ward: 0,
    daysAgo: 3,
    reason: 'Đợt cấp COPD',
    vitals: feverish,
  },
  {
    fullName: 'Trần Thị Mai',
    sex: 'female',
    birthDate: '1972-08-19',
    ward: 0,
    daysAgo: 1,
    reason: 'Sốt xuất huyết Dengue',
    vitals: feverish,
  },
  {
    fullName: 'Phạm Đức Long',
    sex: 'male',
    birthDate: '1965-03',
    ward: 0,
    daysAgo: 6,
    reason: 'Đái tháo đường típ 2',
    vitals: well,
  },
  {
    fullName: 'Nguyễn Hoàng Nam',
    sex: 'male',
    birthDate: '1994-11-02',
    ward: 1,
    daysAgo: 2,
    reason: 'Viêm ruột thừa cấp',
    vitals: well,
  },
  {
    fullName: 'Đặng Thị Lan',
    sex: 'female',
    birthDate: '1981-06-30',
    ward: 1,
    daysAgo: 1,
    reason: 'Sỏi túi mật',
    vitals: well,
  },
  {
    fullName: 'Hoàng Thị Thu',
    sex: 'female',
    birthDate: '1996-01-15',
    ward: 2,
    daysAgo: 1,
    reason: 'Chuyển dạ',
    vitals: well,
  },
  {
    fullName: 'Võ Gia Bảo',
    sex: 'male',
    birthDate: '2024-08-10',
    ward: 3,
    daysAgo: 1,
    reason: 'Viêm tiểu phế quản, khó thở',
    vitals: wheezing,
  },
] as const;
