import { Weighted } from './random.js';
import { cellsOf } from './cells.js';

/** Who gets a condition. */
export type Kind = 'inpatient' | 'outpatient' | 'emergency' | 'day';
export type Group = 'child' | 'adult' | 'old' | 'mother';

/** Why people come, and what their course is like. */
export interface Condition {
  /** ICD-10. */
  readonly code: string;
  readonly display: string;
  /** Which of {@link SPECIALTIES} treats it. */
  readonly specialty: number;
  readonly groups: readonly Group[];
  /** How often people come to the clinic, and how often they are admitted for it. */
  readonly clinic: number;
  readonly admitted: number;
  /** How far vital signs are off at the beginning, from 0 to about 1; how much of it is fever, and how much breath. */
  readonly severity: number;
  readonly fever: number;
  readonly breath: number;
  /** Mean days in a bed. */
  readonly days: number;
  /** Stays, and brings people back. */
  readonly chronic: boolean;
  /** Whether its code makes a record confidential (the starting set of sensitive_code). */
  readonly sensitive: boolean;
}

export const SPECIALTIES = [
  ['TM', 'Khoa Tim mạch'],
  ['HH', 'Khoa Hô hấp'],
  ['TH', 'Khoa Tiêu hóa'],
  ['TK', 'Khoa Thần kinh'],
  ['NT', 'Khoa Nội tiết'],
  ['TTN', 'Khoa Thận - Tiết niệu'],
  ['CTCH', 'Khoa Chấn thương chỉnh hình'],
  ['SPK', 'Khoa Sản phụ khoa'],
  ['NHIB', 'Khoa Nhi tổng hợp'],
  ['TN', 'Khoa Truyền nhiễm'],
] as const;

// code | name | specialty | groups | clinic | admitted | severity fever breath | days | marks (* stays, ! confidential)
const TABLE = `
I10|Tăng huyết áp vô căn (nguyên phát)|TM|adult old|90|6|0.1 0 0|4|*
I20.9|Cơn đau thắt ngực, không xác định|TM|adult old|14|7|0.3 0 0.3|5|*
I21.9|Nhồi máu cơ tim cấp, không xác định|TM|adult old|1|5|0.9 0.1 0.7|7|
I48|Rung nhĩ và cuồng nhĩ|TM|old|10|4|0.4 0 0.3|5|*
I50.0|Suy tim sung huyết|TM|old|9|8|0.7 0 1|8|*
J18.9|Viêm phổi, không xác định|HH|child adult old|8|16|0.8 1 1|7|
J44.1|Bệnh phổi tắc nghẽn mạn tính đợt cấp|HH|old|12|9|0.8 0.4 1|8|*
J45.9|Hen, không xác định|HH|child adult old|14|4|0.5 0.1 1|4|*
J20.9|Viêm phế quản cấp, không xác định|HH|child adult old|40|6|0.3 0.6 0.5|4|
J06.9|Nhiễm trùng đường hô hấp trên cấp|HH|child adult|60|2|0.2 0.7 0.1|3|
K29.7|Viêm dạ dày, không xác định|TH|adult old|45|4|0.15 0 0|3|*
K21.0|Bệnh trào ngược dạ dày - thực quản có viêm thực quản|TH|adult old|30|1|0.1 0 0|3|*
K35.8|Viêm ruột thừa cấp, khác và không xác định|TH|child adult old|1|10|0.5 0.7 0|4|
K80.2|Sỏi túi mật không có viêm túi mật|TH|adult old|8|6|0.3 0.2 0|5|
K92.2|Xuất huyết tiêu hóa, không xác định|TH|adult old|2|5|0.9 0 0.2|6|
K74.6|Xơ gan khác và không xác định|TH|adult old|6|5|0.5 0.1 0.1|8|*
I63.9|Nhồi máu não, không xác định|TK|old|3|9|0.6 0.1 0.2|9|
I61.9|Xuất huyết nội sọ, không xác định|TK|adult old|1|3|1 0.2 0.4|11|
G40.9|Động kinh, không xác định|TK|child adult|9|3|0.4 0 0.1|4|*
G43.9|Migraine, không xác định|TK|adult|16|1|0.15 0 0|2|*
H81.1|Chóng mặt kịch phát lành tính|TK|adult old|20|4|0.15 0 0|3|
E11.9|Đái tháo đường típ 2, không biến chứng|NT|adult old|70|5|0.15 0 0|6|*
E11.6|Đái tháo đường típ 2, có biến chứng xác định khác|NT|adult old|16|9|0.5 0.4 0|9|*
E05.9|Nhiễm độc giáp, không xác định|NT|adult|9|2|0.4 0.1 0|6|*
E78.5|Tăng lipid máu, không xác định|NT|adult old|35|0.2|0.05 0 0|3|*
N18.5|Bệnh thận mạn, giai đoạn 5|TTN|adult old|5|5|0.6 0 0.4|8|*
N20.0|Sỏi thận|TTN|adult old|15|7|0.3 0.2 0|5|
N39.0|Nhiễm trùng đường tiết niệu, vị trí không xác định|TTN|adult old|16|6|0.4 0.8 0|5|
N40|Tăng sản tuyến tiền liệt|TTN|old|12|4|0.15 0 0|5|*
S72.0|Gãy cổ xương đùi|CTCH|old|1|6|0.4 0 0.1|10|
S52.5|Gãy đầu dưới xương quay|CTCH|child adult old|9|4|0.2 0 0|3|
S82.2|Gãy thân xương chày|CTCH|adult|2|6|0.35 0 0|7|
M54.5|Đau vùng thắt lưng|CTCH|adult old|45|3|0.1 0 0|5|*
M17.9|Thoái hóa khớp gối, không xác định|CTCH|old|35|3|0.1 0 0|6|*
S06.0|Chấn động não|CTCH|child adult|2|5|0.3 0 0|3|
O80|Đẻ thường một thai|SPK|mother|0.1|34|0.15 0.1 0|3|
O82|Đẻ mổ một thai|SPK|mother|0.1|24|0.2 0.2 0|5|
O20.0|Dọa sảy thai|SPK|mother|6|5|0.15 0 0|4|
Z34.9|Theo dõi thai bình thường, không xác định|SPK|mother|90|0.1|0.05 0 0|2|
N76.0|Viêm âm đạo cấp|SPK|mother adult|14|0.3|0.1 0.1 0|2|
J21.9|Viêm tiểu phế quản cấp, không xác định|NHIB|child|14|22|0.6 0.7 1|5|
A09|Viêm dạ dày - ruột nhiễm trùng|NHIB|child|18|16|0.5 0.7 0|4|
B08.4|Bệnh tay chân miệng|NHIB|child|16|16|0.4 0.9 0.1|5|
J03.9|Viêm amidan cấp, không xác định|NHIB|child adult|35|4|0.3 0.9 0|3|
A97.0|Sốt xuất huyết Dengue không có dấu hiệu cảnh báo|TN|child adult|8|12|0.5 1 0|5|
A97.1|Sốt xuất huyết Dengue có dấu hiệu cảnh báo|TN|child adult|1|7|0.8 0.9 0.1|6|
A41.9|Nhiễm khuẩn huyết, không xác định|TN|old|0.3|6|1.1 1 0.7|11|
B18.1|Viêm gan virus B mạn|TN|adult old|22|1|0.1 0 0|5|*
A15.0|Lao phổi, xác nhận bằng soi đờm|TN|adult old|5|3|0.5 0.6 0.6|10|*
F20.0|Tâm thần phân liệt thể paranoid|TK|adult|1.6|0.7|0.2 0 0|12|*!
F33.1|Rối loạn trầm cảm tái diễn, giai đoạn vừa|TK|adult old|2.4|0.3|0.1 0 0|9|*!
F10.2|Rối loạn do rượu: hội chứng nghiện|TK|adult|1.2|0.8|0.4 0.1 0|7|*!
B24|Bệnh do virus gây suy giảm miễn dịch ở người, không xác định|TN|adult|1.8|0.5|0.3 0.4 0.2|9|*!`;

export const CONDITIONS: readonly Condition[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [code, display, specialty, groups, clinic, admitted, course, days, marks] = cellsOf(line, '|', 9);
    const [severity, fever, breath] = cellsOf(course, ' ', 3);
    return {
      code,
      display,
      specialty: SPECIALTIES.findIndex(([known]) => known === specialty),
      groups: groups.split(' ') as Group[],
      clinic: Number(clinic),
      admitted: Number(admitted),
      severity: Number(severity),
      fever: Number(fever),
      breath: Number(breath),
      days: Number(days),
      chronic: marks.includes('*'),
      sensitive: marks.includes('!'),
    };
  });

const of = (weight: (condition: Condition) => number) => (group: Group) =>
  new Weighted(
    CONDITIONS.filter(({ groups }) => groups.includes(group)).map((condition) => [condition, weight(condition)]),
  );
const forGroups = (lists: (group: Group) => Weighted<Condition>): Readonly<Record<Group, Weighted<Condition>>> => ({
  child: lists('child'),
  adult: lists('adult'),
  old: lists('old'),
  mother: lists('mother'),
});

/** What brings people of a group to the clinic, into a bed, and back for years. */
export const COMPLAINTS = {
  clinic: forGroups(of(({ clinic }) => clinic)),
  admitted: forGroups(of(({ admitted }) => admitted)),
  chronic: forGroups(of(({ clinic, chronic }) => (chronic ? clinic : 0))),
} as const;

export const conditionOf = (code: string): Condition => CONDITIONS.find((condition) => condition.code === code)!;
