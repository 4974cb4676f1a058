import { entriesOf, type CodeList } from './code-list.js';

/** What people do (nghề nghiệp): the first level of the national list, and those who have no occupation, in words of ours. */
export const OCCUPATIONS: CodeList = {
  source: {
    vi: 'Cấp 1 của Danh mục nghề nghiệp Việt Nam, Quyết định 34/2020/QĐ-TTg; các mã chữ do phần mềm đặt',
    en: 'Level 1 of the Vietnamese list of occupations, Decision 34/2020/QD-TTg; codes of letters are our own',
  },
  entries: entriesOf(`
0|Lực lượng vũ trang|Armed forces
1|Nhà lãnh đạo, quản lý|Leaders and managers
2|Nhà chuyên môn bậc cao|Professionals
3|Nhà chuyên môn bậc trung|Associate professionals
4|Nhân viên trợ lý văn phòng|Clerical support workers
5|Nhân viên dịch vụ và bán hàng|Service and sales workers
6|Lao động có kỹ năng trong nông nghiệp, lâm nghiệp và thủy sản|Skilled workers in agriculture, forestry and fishery
7|Lao động thủ công và nghề nghiệp có liên quan|Craft and related trades workers
8|Thợ lắp ráp và vận hành máy móc, thiết bị|Plant and machine operators and assemblers
9|Lao động giản đơn|Elementary occupations
child|Trẻ em chưa đi học|Child below school age
student|Học sinh, sinh viên|Pupil or student
homemaker|Nội trợ|Homemaker
retired|Hưu trí, người cao tuổi|Retired
none|Không nghề nghiệp|No occupation
unknown|Chưa rõ|Not known`),
};
