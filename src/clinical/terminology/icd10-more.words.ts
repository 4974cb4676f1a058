/** Diagnoses of a district hospital that come most often: belly, skin, bones, kidneys, birth, injuries, and contacts with health services. */
export const MORE_DIAGNOSES = `
K04.7|Áp xe quanh chóp răng không có lỗ rò|Periapical abscess without sinus
K21.9|Bệnh trào ngược dạ dày - thực quản không viêm thực quản|Gastro-oesophageal reflux disease without oesophagitis
K25.9|Loét dạ dày, không xác định|Gastric ulcer, unspecified
K26.9|Loét tá tràng, không xác định|Duodenal ulcer, unspecified
K29.7|Viêm dạ dày, không xác định|Gastritis, unspecified
K30|Khó tiêu chức năng|Functional dyspepsia
K35.3|Viêm ruột thừa cấp với viêm phúc mạc khu trú|Acute appendicitis with localized peritonitis
K35.8|Viêm ruột thừa cấp, khác và không xác định|Acute appendicitis, other and unspecified
K40.9|Thoát vị bẹn một bên, không tắc, không hoại tử|Unilateral inguinal hernia, without obstruction or gangrene
K52.9|Viêm dạ dày - ruột và đại tràng không nhiễm khuẩn, không xác định|Noninfective gastroenteritis and colitis, unspecified
K56.6|Tắc ruột khác và không xác định|Other and unspecified intestinal obstruction
K59.0|Táo bón|Constipation
K70.3|Xơ gan do rượu|Alcoholic cirrhosis of liver
K74.6|Xơ gan khác và không xác định|Other and unspecified cirrhosis of liver
K80.2|Sỏi túi mật không viêm túi mật|Calculus of gallbladder without cholecystitis
K81.0|Viêm túi mật cấp|Acute cholecystitis
K85.9|Viêm tụy cấp, không xác định|Acute pancreatitis, unspecified
K92.2|Xuất huyết tiêu hóa, không xác định|Gastrointestinal haemorrhage, unspecified
L02.9|Áp xe da, nhọt và nhọt cụm, không xác định|Cutaneous abscess, furuncle and carbuncle, unspecified
L03.9|Viêm mô bào, không xác định|Cellulitis, unspecified
L20.9|Viêm da cơ địa, không xác định|Atopic dermatitis, unspecified
L50.9|Mày đay, không xác định|Urticaria, unspecified
M06.9|Viêm khớp dạng thấp, không xác định|Rheumatoid arthritis, unspecified
M10.9|Gút, không xác định|Gout, unspecified
M17.9|Thoái hóa khớp gối, không xác định|Gonarthrosis, unspecified
M47.9|Thoái hóa cột sống, không xác định|Spondylosis, unspecified
M51.2|Thoát vị đĩa đệm đặc hiệu khác|Other specified intervertebral disc displacement
M54.5|Đau cột sống thắt lưng|Low back pain
M81.9|Loãng xương, không xác định|Osteoporosis, unspecified
N04.9|Hội chứng thận hư, không xác định|Nephrotic syndrome, unspecified
N10|Viêm ống kẽ thận cấp|Acute tubulo-interstitial nephritis
N17.9|Suy thận cấp, không xác định|Acute renal failure, unspecified
N18.9|Bệnh thận mạn, không xác định|Chronic kidney disease, unspecified
N20.0|Sỏi thận|Calculus of kidney
N20.1|Sỏi niệu quản|Calculus of ureter
N23|Cơn đau quặn thận, không xác định|Unspecified renal colic
N30.0|Viêm bàng quang cấp|Acute cystitis
N39.0|Nhiễm khuẩn hệ tiết niệu, vị trí không xác định|Urinary tract infection, site not specified
N40|Tăng sản tuyến tiền liệt|Hyperplasia of prostate
N70.9|Viêm vòi trứng và buồng trứng, không xác định|Salpingitis and oophoritis, unspecified
N83.2|Nang buồng trứng khác và không xác định|Other and unspecified ovarian cysts
N92.0|Kinh nguyệt nhiều và hay xảy ra với chu kỳ đều|Excessive and frequent menstruation with regular cycle
O00.9|Thai ngoài tử cung, không xác định|Ectopic pregnancy, unspecified
O03.9|Sẩy thai tự nhiên, hoàn toàn hoặc không xác định, không biến chứng|Spontaneous abortion, complete or unspecified, without complication
O14.1|Tiền sản giật nặng|Severe pre-eclampsia
O14.9|Tiền sản giật, không xác định|Pre-eclampsia, unspecified
O15.9|Sản giật, không xác định về thời gian|Eclampsia, unspecified as to time period
O20.0|Dọa sẩy thai|Threatened abortion
O24.4|Đái tháo đường xuất hiện trong thai kỳ|Diabetes mellitus arising in pregnancy
O42.9|Vỡ ối sớm, không xác định|Premature rupture of membranes, unspecified
O47.0|Chuyển dạ giả trước 37 tuần tuổi thai|False labour before 37 completed weeks of gestation
O60.1|Đẻ non tự nhiên|Preterm spontaneous labour with preterm delivery
O72.1|Chảy máu ngay sau đẻ khác|Other immediate postpartum haemorrhage
O80|Đẻ thường một thai|Single spontaneous delivery
O82|Mổ lấy thai một thai|Single delivery by caesarean section
O84.9|Đẻ nhiều thai, không xác định|Multiple delivery, unspecified
P07.1|Trẻ nhẹ cân khác|Other low birth weight
P07.3|Trẻ đẻ non khác|Other preterm infants
P21.9|Ngạt khi đẻ, không xác định|Birth asphyxia, unspecified
P22.0|Hội chứng suy hô hấp của trẻ sơ sinh|Respiratory distress syndrome of newborn
P36.9|Nhiễm khuẩn huyết sơ sinh, không xác định|Bacterial sepsis of newborn, unspecified
P59.9|Vàng da sơ sinh, không xác định|Neonatal jaundice, unspecified
Q21.1|Thông liên nhĩ|Atrial septal defect
R05|Ho|Cough
R07.4|Đau ngực, không xác định|Chest pain, unspecified
R10.4|Đau bụng khác và không xác định|Other and unspecified abdominal pain
R11|Buồn nôn và nôn|Nausea and vomiting
R50.9|Sốt, không xác định|Fever, unspecified
R51|Đau đầu|Headache
R55|Ngất và xỉu|Syncope and collapse
R56.0|Co giật do sốt|Febrile convulsions
R57.1|Sốc giảm thể tích|Hypovolaemic shock
S00.9|Tổn thương nông ở đầu, phần không xác định|Superficial injury of head, part unspecified
S01.9|Vết thương hở ở đầu, phần không xác định|Open wound of head, part unspecified
S06.0|Chấn động não|Concussion
S06.5|Xuất huyết dưới màng cứng do chấn thương|Traumatic subdural haemorrhage
S22.3|Gãy xương sườn|Fracture of rib
S42.0|Gãy xương đòn|Fracture of clavicle
S52.5|Gãy đầu dưới xương quay|Fracture of lower end of radius
S61.9|Vết thương hở ở cổ tay và bàn tay, phần không xác định|Open wound of wrist and hand, part unspecified
S72.0|Gãy cổ xương đùi|Fracture of neck of femur
S72.9|Gãy xương đùi, phần không xác định|Fracture of femur, part unspecified
S82.2|Gãy thân xương chày|Fracture of shaft of tibia
S93.4|Bong gân và căng cơ cổ chân|Sprain and strain of ankle
T07|Đa chấn thương, không xác định|Unspecified multiple injuries
T30.0|Bỏng, vị trí và độ không xác định|Burn of unspecified body region, unspecified degree
T60.0|Ngộ độc thuốc trừ sâu phospho hữu cơ và carbamat|Toxic effect of organophosphate and carbamate insecticides
T63.0|Ngộ độc nọc rắn|Toxic effect of snake venom
T78.2|Sốc phản vệ, không xác định|Anaphylactic shock, unspecified
T88.6|Sốc phản vệ do tác dụng phụ của thuốc dùng đúng cách|Anaphylactic shock due to adverse effect of correct drug properly administered
U07.1|COVID-19, virus được xác định|COVID-19, virus identified
Z00.0|Khám sức khỏe tổng quát|General medical examination
Z34.9|Theo dõi thai nghén bình thường, không xác định|Supervision of normal pregnancy, unspecified
Z38.0|Sinh một con, trong bệnh viện|Singleton, born in hospital
Z38.3|Sinh đôi, trong bệnh viện|Twin, born in hospital
Z51.1|Đợt hóa trị liệu u|Chemotherapy session for neoplasm`;
