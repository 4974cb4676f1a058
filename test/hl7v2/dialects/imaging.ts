import { header, UTF8, WHO, type Dialect } from './dialect.js';

const PERSON = '79014-00000001 Nguyễn Thị Ánh 1980-02-03 female';

/** Reports of radiology, pathology, endoscopy and cardiology. */
export const IMAGING: readonly Dialect[] = [
  {
    of: 'a RIS that writes findings and impression under suffixes of one code, in formatted text',
    lines: [
      header('RIS|CDHA', 'ORU^R01', '2.4', UTF8),
      WHO,
      'PV1||O|CDHA',
      'ORC|RE|CD26-000001^BENHAN|7795083186^RIS||CM',
      'OBR|1|CD26-000001^BENHAN|7795083186^RIS|36643-5^X-quang ngực^LN|||20261101090358|||||||||||ACC77||||20261101100000||RAD|F',
      'OBX|1|FT|36643-5&GDT^X-quang ngực^LN|1|Hai phổi sáng.\\.br\\Tim không to.||||||F',
      'OBX|2|FT|36643-5&IMP^Kết luận^LN|1|Không thấy bất thường \\T\\ không tràn dịch.||||||F',
    ],
    reports: ['CD26-000001 | 7795083186^RIS | final | OBR-7'],
    values: ['36643-5&GDT Hai phổi sáng. / Tim không to. F', '36643-5&IMP Không thấy bất thường & không tràn dịch. F'],
    person: PERSON,
  },
  {
    of: 'a RIS that writes each line as an OBX of one code, and empty ones between',
    lines: [
      header('SOMERIS|BV', 'ORU^R01', '2.3', UTF8),
      WHO,
      'OBR|1|CD26-000001|R9|CTSONAO^CT sọ não||20261101080000|20261101090000|||||||||||||||20261101103000||CT|P',
      'OBX|1|TX|CTSONAO^CT sọ não|1|KỸ THUẬT: không tiêm thuốc.||||||P',
      'OBX|2|TX|CTSONAO^CT sọ não|1| ||||||P',
      'OBX|3|TX|CTSONAO^CT sọ não|1|KẾT LUẬN: không thấy xuất huyết.||||||P',
    ],
    reports: ['CD26-000001 | R9 | preliminary | OBR-7'],
    values: ['CTSONAO KỸ THUẬT: không tiêm thuốc. / KẾT LUẬN: không thấy xuất huyết. P'],
    person: PERSON,
  },
  {
    of: 'a RIS that parts paragraphs by repetitions, with a PDF beside and an address of the pictures',
    lines: [
      header('PACS|CDHA', 'ORU^R01^ORU_R01', '2.5', UTF8),
      WHO,
      'OBR|1|CD26-000001|P5|24590-2^MRI não^LN|||20261101080000|||||||||||||||20261101103000||MRI|F',
      'OBX|1|TX|24590-2^MRI não^LN|1|Kỹ thuật: T1, T2.~~Nhận xét: không u.~Kết luận: bình thường.||||||F',
      'OBX|2|ED|PDF^Bản in^L|2|RIS^Application^PDF^Base64^JVBERi0xLjQK||||||F',
      'OBX|3|RP|VIEW^Hình ảnh^L|3|https://pacs.vn/s/1^^Application^DICOM||||||F',
    ],
    reports: ['CD26-000001 | P5 | final | OBR-7'],
    values: [
      '24590-2 Kỹ thuật: T1, T2. / Nhận xét: không u. / Kết luận: bình thường. F',
      'PDF Tệp đính kèm: Application/PDF, 1 KB F',
      'VIEW Tài liệu ở hệ thống khác: https://pacs.vn/s/1 F',
    ],
    person: PERSON,
  },
  {
    of: 'pathology in sections, one of them corrected',
    lines: [
      header('GPB|BV', 'ORU^R01^ORU_R01', '2.5.1', UTF8),
      WHO,
      'SPM|1|GB26-9||TISS^Mảnh sinh thiết^HL70487||||DD^Dạ dày|||P||||||20261028',
      'OBR|1|XN26-000001|GB26-9|11529-5^Giải phẫu bệnh^LN||||||||||||||||||20261101103000||SP|C',
      'OBX|1|FT|22636-5^Lâm sàng^LN||Đau thượng vị||||||F',
      'OBX|2|FT|22634-0^Đại thể^LN||\\.in+2\\3 mảnh 2\\.sp\\mm||||||F',
      'OBX|3|FT|22637-3^Chẩn đoán^LN||\\H\\Viêm dạ dày mạn\\N\\, HP (+)||||||C',
    ],
    reports: ['XN26-000001 | GB26-9 | corrected | SPM-17'],
    values: ['22636-5 Đau thượng vị F', '22634-0 3 mảnh 2 / mm F', '22637-3 Viêm dạ dày mạn, HP (+) C'],
    person: PERSON,
  },
  {
    of: 'a cytology system: coded categories in several repetitions, a date, a time, a name',
    lines: [
      header('CYTO|BV', 'ORU^R01^ORU_R01', '2.6', UTF8),
      WHO,
      'OBR|1|XN26-000001|PAP1|10524-7^Pap^LN|||20261101|||||||||||||||20261101||CTH|F',
      'OBX|1|CWE|19765-7^Phân loại^LN||NILM^Không có tổn thương^99B~INF^Viêm^99B||||||F',
      'OBX|2|DT|8665-2^Kinh cuối^LN||20261015||||||F',
      'OBX|3|TM|X1^Giờ nhuộm^L||0930||||||F',
      'OBX|4|XCN|X2^Người đọc^L||123^Trần^Bình^^^BS||||||F',
    ],
    reports: ['XN26-000001 | PAP1 | final | OBR-7'],
    values: ['19765-7 Không có tổn thương; Viêm F', '8665-2 2026-10-15 F', 'X1 09:30 F', 'X2 123 Trần Bình BS F'],
    person: PERSON,
  },
  {
    of: 'GE MUSE, an electrocardiogram: intervals as numbers, statements as text',
    lines: [
      header('MUSE|GE', 'ORU^R01', '2.4', UTF8),
      WHO,
      'OBR|1|CD26-000001|ECG88|93000^ECG^C4|||20261101101112|||||||||||||||20261101101500||EC|F',
      'OBX|1|NM|8867-4^Tần số thất^LN||118|bpm|||||F',
      'OBX|2|NM|8634-8^QTc^LN||462|ms|||||F',
      'OBX|3|TX|18844-1^Kết luận^LN|1|Nhịp nhanh xoang||||||F',
      'OBX|4|TX|18844-1^Kết luận^LN|1|ST chênh lên V1-V3||||||F',
    ],
    reports: ['CD26-000001 | ECG88 | final | OBR-7'],
    values: ['8867-4 118 bpm F', '8634-8 462 ms F', '18844-1 Nhịp nhanh xoang / ST chênh lên V1-V3 F'],
    person: PERSON,
  },
  {
    of: 'a system whose escape sign was lost on its way',
    lines: [
      'MSH|^~&|GLIMS|MIPS|EMR|BV|20261101135355||ORU^R01^ORU_R01|1000002318|P|2.5||||||UNICODE UTF-8',
      WHO,
      'OBR|1|XN26-000001|G1|2823-3^Kali^LN|||20261101080000|||||||||||||||20261101103000||LAB|F',
      'OBX|1|ST|2823-3^Kali^LN||C:\\data 4.2||||||F',
    ],
    reports: ['XN26-000001 | G1 | final | OBR-7'],
    values: ['2823-3 C:\\data 4.2 F'],
    person: PERSON,
  },
];
