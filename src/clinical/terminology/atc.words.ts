import { entriesOf, type CodeList } from './code-list.js';

/** The main groups of ATC: what stands below them a hospital loads itself. */
const GROUPS = `
A|Đường tiêu hóa và chuyển hóa|Alimentary tract and metabolism
B|Máu và cơ quan tạo máu|Blood and blood forming organs
C|Hệ tim mạch|Cardiovascular system
D|Thuốc da liễu|Dermatologicals
G|Hệ sinh dục - tiết niệu và hormone sinh dục|Genito-urinary system and sex hormones
H|Hormone tác dụng toàn thân, trừ hormone sinh dục và insulin|Systemic hormonal preparations, excluding sex hormones and insulins
J|Thuốc chống nhiễm khuẩn tác dụng toàn thân|Antiinfectives for systemic use
L|Thuốc chống ung thư và điều hòa miễn dịch|Antineoplastic and immunomodulating agents
M|Hệ cơ - xương|Musculo-skeletal system
N|Hệ thần kinh|Nervous system
P|Thuốc chống ký sinh trùng, diệt côn trùng và xua côn trùng|Antiparasitic products, insecticides and repellents
R|Hệ hô hấp|Respiratory system
S|Các giác quan|Sensory organs
V|Các nhóm khác|Various`;

/** Names of medicines and their groups by the Anatomical Therapeutic Chemical classification. */
export const ATC: CodeList = {
  source: {
    vi: '14 nhóm chính của phân loại ATC (WHO); bệnh viện tự nạp danh mục đầy đủ',
    en: 'The 14 main groups of the ATC classification (WHO); the hospital loads the whole list itself',
  },
  entries: entriesOf(GROUPS),
};
