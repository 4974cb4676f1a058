import type { Sex } from '../../../clinical/patients/dto/patient.dto.js';

/** What stands on a sheet for the time without the service; read at the bedside, so in Vietnamese. */
export const downtimeWords = {
  title: (ward: string) => `Phiếu khi hệ thống gián đoạn – ${ward}`,
  made: (at: string) =>
    `Lập lúc ${at}. Sau giờ này có thể đã thay đổi: hỏi bàn giao, ghi ra giấy, nhập muộn khi hệ thống trở lại.`,
  nobody: 'Không có người bệnh nào',
  columns: ['Giường', 'Người bệnh', 'Dị ứng', 'Sinh hiệu cuối', 'Thuốc đến giờ', 'Chỉ định còn mở'],
  allergies: { 'none-known': 'Không dị ứng (đã hỏi)', 'not-asked': 'CHƯA HỎI', known: '' } as Readonly<
    Record<string, string>
  >,
  sex: { male: 'nam', female: 'nữ', other: 'khác', unknown: 'chưa rõ' } as const satisfies Record<Sex, string>,
  doses: {
    missed: (at: string) => `QUÁ GIỜ ${at}`,
    running: (since: string) => `ĐANG TRUYỀN từ ${since}`,
    onHold: 'TẠM NGƯNG',
    whenNeeded: 'khi cần',
    notBefore: (at: string) => `khi cần, không trước ${at}`,
  },
  incomplete: 'PHIẾU NÀY CHƯA ĐỦ: khoa có nhiều người bệnh hơn số ghi được.',
  continued: (name: string) => `${name} (tiếp)`,
  notMeasured: 'chưa đo',
  urgent: 'KHẨN',
  vitals: { heartRate: 'M', systolic: 'HA', temperature: 'T°', respiratoryRate: 'NT', oxygenSaturation: 'SpO₂' },
} as const;

export const CSV_COLUMNS = [
  'Buồng',
  'Giường',
  'Mã NB',
  'Họ tên',
  'Giới',
  'Ngày sinh',
  'Cách ly',
  'Dị ứng',
  'Sinh hiệu cuối',
  'Thuốc đến giờ',
  'Chỉ định còn mở',
];
