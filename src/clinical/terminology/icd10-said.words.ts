/**
 * How people on a ward write diagnoses, and the words of the list that are meant: `written|words;other words`. Abbreviations, other names, and
 * words that the list writes otherwise.
 */
const SAID = `
THA|tăng huyết áp
cao huyết áp|tăng huyết áp
HA cao|tăng huyết áp
ĐTĐ|đái tháo đường
tiểu đường|đái tháo đường
NMCT|nhồi máu cơ tim
ĐTN|đau thắt ngực
ĐTNKÔĐ|đau thắt ngực không ổn định
BTTMCB|tim thiếu máu cục bộ
thiếu máu cơ tim|tim thiếu máu cục bộ
bệnh mạch vành|tim thiếu máu cục bộ;đau thắt ngực
RN|rung nhĩ
ST|suy tim
TBMMN|đột quỵ;nhồi máu não;xuất huyết nội sọ
TBMN|đột quỵ;nhồi máu não;xuất huyết nội sọ
đột quị|đột quỵ
tai biến mạch máu não|đột quỵ;nhồi máu não;xuất huyết nội sọ
tai biến|đột quỵ;nhồi máu não;xuất huyết nội sọ
NMN|nhồi máu não
XHN|xuất huyết nội sọ
xuất huyết não|xuất huyết nội sọ
BPTNMT|bệnh phổi tắc nghẽn mạn tính
phổi tắc nghẽn mãn tính|phổi tắc nghẽn mạn tính
VP|viêm phổi
VPCĐ|viêm phổi
viêm phổi cộng đồng|viêm phổi
VPQ|viêm phế quản
VTPQ|viêm tiểu phế quản
VPQP|viêm phế quản phổi
HPQ|hen phế quản
hen suyễn|hen phế quản
suyễn|hen phế quản
TDMP|tràn dịch màng phổi
TKMP|tràn khí màng phổi
SHH|suy hô hấp
OAP|phù phổi
NKHHT|nhiễm khuẩn hô hấp trên
viêm đường hô hấp trên|nhiễm khuẩn hô hấp trên
cảm lạnh|viêm mũi họng cấp
cảm cúm|cúm;viêm mũi họng cấp
VRT|viêm ruột thừa
ruột thừa|viêm ruột thừa
VTC|viêm tụy cấp
XHTH|xuất huyết tiêu hóa
VLDD|loét dạ dày;loét tá tràng;viêm dạ dày
VLDDTT|loét dạ dày;loét tá tràng
đau dạ dày|viêm dạ dày;loét dạ dày
GERD|trào ngược dạ dày
TNDDTQ|trào ngược dạ dày
sỏi mật|sỏi túi mật
rối loạn tiêu hóa|khó tiêu
ngộ độc thực phẩm|ngộ độc thức ăn
tiêu chảy cấp|tiêu chảy
VGB|viêm gan B;viêm gan virus B
VGC|viêm gan virus C
viêm gan siêu vi|viêm gan virus
STM|bệnh thận mạn
suy thận mạn|bệnh thận mạn
suy thận mãn|bệnh thận mạn
BTM|bệnh thận mạn
STC|suy thận cấp
HCTH|hội chứng thận hư
NTT|nhiễm khuẩn hệ tiết niệu
NKTN|nhiễm khuẩn hệ tiết niệu
NTĐT|nhiễm khuẩn hệ tiết niệu
nhiễm trùng tiểu|nhiễm khuẩn hệ tiết niệu
nhiễm trùng đường tiểu|nhiễm khuẩn hệ tiết niệu
nhiễm khuẩn tiết niệu|nhiễm khuẩn hệ tiết niệu
TSLTTL|tăng sản tuyến tiền liệt
phì đại tuyến tiền liệt|tăng sản tuyến tiền liệt
phì đại tiền liệt tuyến|tăng sản tuyến tiền liệt
u xơ tiền liệt tuyến|tăng sản tuyến tiền liệt
SXH|sốt xuất huyết dengue;dengue
SXHD|sốt xuất huyết dengue;dengue
sốt xuất huyết|sốt xuất huyết dengue;dengue
TCM|tay chân miệng
NKH|nhiễm khuẩn huyết
nhiễm trùng huyết|nhiễm khuẩn huyết
VMN|viêm màng não
trái rạ|thủy đậu
giời leo|zona
TVĐĐ|thoát vị đĩa đệm
THK|thoái hóa khớp
THCS|thoái hóa cột sống
VKDT|viêm khớp dạng thấp
viêm đa khớp dạng thấp|viêm khớp dạng thấp
thống phong|gút
ĐTL|đau cột sống thắt lưng
đau lưng|đau cột sống thắt lưng
đau thần kinh tọa|đau cột sống thắt lưng;thoát vị đĩa đệm
CTSN|chấn động não;dưới màng cứng do chấn thương
chấn thương sọ não|chấn động não;dưới màng cứng do chấn thương
CXĐ|cổ xương đùi
RLTĐ|chóng mặt
rối loạn tiền đình|chóng mặt
RLLM|tăng lipid máu
rối loạn lipid máu|tăng lipid máu
mỡ máu|tăng lipid máu
mất nước|giảm thể tích
hạ kali|giảm kali máu
hạ natri|giảm natri máu
basedow|cường giáp
TSG|tiền sản giật
CNTC|thai ngoài tử cung
chửa ngoài tử cung|thai ngoài tử cung
ĐTĐTK|đái tháo đường xuất hiện trong thai kỳ
tiểu đường thai kỳ|đái tháo đường xuất hiện trong thai kỳ
mổ đẻ|mổ lấy thai
sinh mổ|mổ lấy thai
sinh thường|đẻ thường
sinh non|đẻ non
ối vỡ non|vỡ ối sớm
ối vỡ sớm|vỡ ối sớm
băng huyết|chảy máu ngay sau đẻ
UXTC|u cơ trơn tử cung
u xơ tử cung|u cơ trơn tử cung
UNBT|nang buồng trứng
u nang buồng trứng|nang buồng trứng
K gan|ung thư biểu mô tế bào gan
ung thư gan|ung thư biểu mô tế bào gan
K phổi|u ác phổi
K dạ dày|u ác dạ dày
K vú|u ác vú
K đại tràng|u ác đại tràng
K cổ tử cung|u ác cổ tử cung
K tuyến giáp|u ác tuyến giáp
ung thư|u ác
SDD|suy dinh dưỡng
TTPL|tâm thần phân liệt
nghiện rượu|rối loạn tâm thần do rượu
SPV|sốc phản vệ
sốc dị ứng|sốc phản vệ
dị ứng da|mày đay
nổi mề đay|mày đay
mề đay|mày đay
type|típ
typ|típ
tuýp|típ
mãn|mạn
nhiễm trùng|nhiễm khuẩn
heart attack|acute myocardial infarction
high blood pressure|primary hypertension
flu|influenza
stroke|stroke;cerebral infarction
UTI|urinary tract infection
AF|atrial fibrillation
DVT|deep vessels
CKD|chronic kidney disease
MI|myocardial infarction`;

/** What is written, folded, and each way in which the list says it. */
export const SAID_AS: readonly (readonly [written: string, meant: readonly string[]])[] = SAID.trim()
  .split('\n')
  .map((line) => {
    const [written = '', meant = ''] = line.split('|');
    return [written, meant.split(';')] as const;
  });
