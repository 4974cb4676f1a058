import { entriesOf, type CodeList } from './code-list.js';

const NAMES =
  'Kinh,Tày,Thái,Hoa,Khmer,Mường,Nùng,Hmông,Dao,Gia Rai,Ngái,Ê Đê,Ba Na,Xơ Đăng,Sán Chay,Cơ Ho,Chăm,Sán Dìu,Hrê,Mnông,Ra Glai,Xtiêng,' +
  'Bru Vân Kiều,Thổ,Giáy,Cơ Tu,Gié Triêng,Mạ,Khơ Mú,Co,Tà Ôi,Chơ Ro,Kháng,Xinh Mun,Hà Nhì,Chu Ru,Lào,La Chí,La Ha,Phù Lá,La Hủ,Lự,' +
  'Lô Lô,Chứt,Mảng,Pà Thẻn,Cơ Lao,Cống,Bố Y,Si La,Pu Péo,Brâu,Ơ Đu,Rơ Măm';
const NUMBERED = NAMES.split(',').map((name, place) => `${String(place + 1).padStart(2, '0')}|${name}|${name}`);

/** The 54 ethnic groups (dân tộc) by number, and who belongs to none of them. */
export const ETHNIC_GROUPS: CodeList = {
  source: {
    vi: 'Danh mục các thành phần dân tộc Việt Nam, Quyết định 121-TCTK/PPCĐ ngày 02/3/1979 của Tổng cục Thống kê; 55 là người nước ngoài',
    en: 'List of ethnic groups of Viet Nam, Decision 121-TCTK/PPCD (2 March 1979) of the General Statistics Office; 55 stands for foreigners',
  },
  entries: entriesOf([...NUMBERED, '55|Người nước ngoài|Foreigner'].join('\n')),
};
