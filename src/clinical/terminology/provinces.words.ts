import { entriesOf, type CodeList } from './code-list.js';

const NAMES = `
01|Thành phố Hà Nội
04|Cao Bằng
08|Tuyên Quang
11|Điện Biên
12|Lai Châu
14|Sơn La
15|Lào Cai
19|Thái Nguyên
20|Lạng Sơn
22|Quảng Ninh
24|Bắc Ninh
25|Phú Thọ
31|Thành phố Hải Phòng
33|Hưng Yên
37|Ninh Bình
38|Thanh Hóa
40|Nghệ An
42|Hà Tĩnh
44|Quảng Trị
46|Thành phố Huế
48|Thành phố Đà Nẵng
51|Quảng Ngãi
52|Gia Lai
56|Khánh Hòa
66|Đắk Lắk
68|Lâm Đồng
75|Đồng Nai
79|Thành phố Hồ Chí Minh
80|Tây Ninh
82|Đồng Tháp
86|Vĩnh Long
91|An Giang
92|Thành phố Cần Thơ
96|Cà Mau`;

/** The 34 provinces and cities since 1 July 2025. */
export const PROVINCES: CodeList = {
  source: {
    vi: 'Bảng danh mục và mã số đơn vị hành chính, Quyết định 19/2025/QĐ-TTg; 34 tỉnh, thành phố từ 01/7/2025',
    en: 'Codes of administrative units, Decision 19/2025/QD-TTg; 34 provinces and cities since 1 July 2025',
  },
  entries: entriesOf(NAMES.trim().replace(/^(\d\d)\|(.+)$/gm, '$1|$2|$2')),
};

/** More than three thousand since 1 July 2025: a hospital loads them, `parent` naming their province. */
export const COMMUNES: CodeList = {
  source: {
    vi: 'Chưa nạp: bảng danh mục xã, phường, đặc khu (Quyết định 19/2025/QĐ-TTg)',
    en: 'Not loaded: communes and wards (Decision 19/2025/QD-TTg)',
  },
  entries: [],
};
