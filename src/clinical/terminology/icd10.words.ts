import { entriesOf, type CodeList } from './code-list.js';
import { MORE_DIAGNOSES } from './icd10-more.words.js';
import { SAID_AS } from './icd10-said.words.js';

/** Diagnoses of a district hospital that come most often: infections, metabolism, mind and nerves, heart and lungs. */
const DIAGNOSES = `
A00.9|Bệnh tả, không xác định|Cholera, unspecified
A01.0|Thương hàn|Typhoid fever
A02.0|Viêm ruột do Salmonella|Salmonella enteritis
A05.9|Ngộ độc thức ăn do vi khuẩn, không xác định|Bacterial foodborne intoxication, unspecified
A08.0|Viêm ruột do Rotavirus|Rotaviral enteritis
A09|Tiêu chảy và viêm dạ dày - ruột do nhiễm khuẩn|Infectious gastroenteritis and colitis
A15.0|Lao phổi, xác nhận bằng soi đờm|Tuberculosis of lung, confirmed by sputum microscopy
A16.2|Lao phổi, không ghi nhận xác nhận vi khuẩn học|Tuberculosis of lung, without bacteriological confirmation
A35|Uốn ván khác|Other tetanus
A36.9|Bạch hầu, không xác định|Diphtheria, unspecified
A37.9|Ho gà, không xác định|Whooping cough, unspecified
A41.9|Nhiễm khuẩn huyết, không xác định|Sepsis, unspecified
A82.9|Bệnh dại, không xác định|Rabies, unspecified
A90|Sốt dengue|Dengue fever
A91|Sốt xuất huyết dengue|Dengue haemorrhagic fever
A97.0|Dengue không có dấu hiệu cảnh báo|Dengue without warning signs
A97.1|Dengue có dấu hiệu cảnh báo|Dengue with warning signs
A97.2|Dengue nặng|Severe dengue
B01.9|Thủy đậu không biến chứng|Varicella without complication
B02.9|Zona không biến chứng|Zoster without complication
B05.9|Sởi không biến chứng|Measles without complication
B06.9|Rubella không biến chứng|Rubella without complication
B08.4|Bệnh tay chân miệng|Hand, foot and mouth disease
B15.9|Viêm gan A không hôn mê gan|Hepatitis A without hepatic coma
B16.9|Viêm gan B cấp không hôn mê gan|Acute hepatitis B without hepatic coma
B18.1|Viêm gan virus B mạn|Chronic viral hepatitis B
B18.2|Viêm gan virus C mạn|Chronic viral hepatitis C
B20|Bệnh do HIV dẫn đến bệnh nhiễm trùng và ký sinh trùng|HIV disease resulting in infectious and parasitic diseases
B24|Bệnh do HIV không xác định|Unspecified HIV disease
B26.9|Quai bị không biến chứng|Mumps without complication
B37.0|Viêm miệng do Candida|Candidal stomatitis
B50.9|Sốt rét do Plasmodium falciparum, không xác định|Plasmodium falciparum malaria, unspecified
B54|Sốt rét không xác định|Unspecified malaria
C16.9|U ác của dạ dày, không xác định|Malignant neoplasm of stomach, unspecified
C18.9|U ác của đại tràng, không xác định|Malignant neoplasm of colon, unspecified
C22.0|Ung thư biểu mô tế bào gan|Liver cell carcinoma
C34.9|U ác của phế quản hoặc phổi, không xác định|Malignant neoplasm of bronchus or lung, unspecified
C50.9|U ác của vú, không xác định|Malignant neoplasm of breast, unspecified
C53.9|U ác của cổ tử cung, không xác định|Malignant neoplasm of cervix uteri, unspecified
C61|U ác của tuyến tiền liệt|Malignant neoplasm of prostate
C73|U ác của tuyến giáp|Malignant neoplasm of thyroid gland
D25.9|U cơ trơn tử cung, không xác định|Leiomyoma of uterus, unspecified
D50.9|Thiếu máu thiếu sắt, không xác định|Iron deficiency anaemia, unspecified
D56.9|Thalassaemia, không xác định|Thalassaemia, unspecified
D64.9|Thiếu máu, không xác định|Anaemia, unspecified
D69.6|Giảm tiểu cầu, không xác định|Thrombocytopenia, unspecified
E03.9|Suy giáp, không xác định|Hypothyroidism, unspecified
E05.9|Cường giáp, không xác định|Thyrotoxicosis, unspecified
E10.9|Đái tháo đường típ 1 không biến chứng|Type 1 diabetes mellitus without complications
E11.6|Đái tháo đường típ 2 có biến chứng xác định khác|Type 2 diabetes mellitus with other specified complications
E11.9|Đái tháo đường típ 2 không biến chứng|Type 2 diabetes mellitus without complications
E16.2|Hạ đường huyết, không xác định|Hypoglycaemia, unspecified
E43|Suy dinh dưỡng nặng do thiếu protein - năng lượng|Severe protein-energy malnutrition
E66.9|Béo phì, không xác định|Obesity, unspecified
E78.5|Tăng lipid máu, không xác định|Hyperlipidaemia, unspecified
E86|Giảm thể tích|Volume depletion
E87.1|Giảm natri máu|Hyponatraemia
E87.5|Tăng kali máu|Hyperkalaemia
E87.6|Giảm kali máu|Hypokalaemia
F10.2|Rối loạn tâm thần do rượu, hội chứng nghiện|Alcohol dependence syndrome
F20.9|Tâm thần phân liệt, không xác định|Schizophrenia, unspecified
F32.9|Giai đoạn trầm cảm, không xác định|Depressive episode, unspecified
F41.9|Rối loạn lo âu, không xác định|Anxiety disorder, unspecified
G00.9|Viêm màng não do vi khuẩn, không xác định|Bacterial meningitis, unspecified
G20|Bệnh Parkinson|Parkinson disease
G40.9|Động kinh, không xác định|Epilepsy, unspecified
G43.9|Migraine, không xác định|Migraine, unspecified
G45.9|Cơn thiếu máu não thoáng qua, không xác định|Transient cerebral ischaemic attack, unspecified
H10.9|Viêm kết mạc, không xác định|Conjunctivitis, unspecified
H25.9|Đục thể thủy tinh người già, không xác định|Senile cataract, unspecified
H66.9|Viêm tai giữa, không xác định|Otitis media, unspecified
H81.1|Chóng mặt kịch phát lành tính|Benign paroxysmal vertigo
I10|Tăng huyết áp vô căn (nguyên phát)|Essential (primary) hypertension
I20.0|Cơn đau thắt ngực không ổn định|Unstable angina
I20.9|Cơn đau thắt ngực, không xác định|Angina pectoris, unspecified
I21.9|Nhồi máu cơ tim cấp, không xác định|Acute myocardial infarction, unspecified
I25.9|Bệnh tim thiếu máu cục bộ mạn, không xác định|Chronic ischaemic heart disease, unspecified
I26.9|Tắc mạch phổi, không có tâm phế cấp|Pulmonary embolism without acute cor pulmonale
I48.9|Rung nhĩ và cuồng nhĩ, không xác định|Atrial fibrillation and atrial flutter, unspecified
I50.0|Suy tim sung huyết|Congestive heart failure
I50.9|Suy tim, không xác định|Heart failure, unspecified
I61.9|Xuất huyết nội sọ, không xác định|Intracerebral haemorrhage, unspecified
I63.9|Nhồi máu não, không xác định|Cerebral infarction, unspecified
I64|Đột quỵ, không xác định do xuất huyết hay nhồi máu|Stroke, not specified as haemorrhage or infarction
I80.2|Viêm tắc tĩnh mạch sâu chi dưới|Phlebitis and thrombophlebitis of deep vessels of lower extremities
J00|Viêm mũi họng cấp (cảm thường)|Acute nasopharyngitis (common cold)
J02.9|Viêm họng cấp, không xác định|Acute pharyngitis, unspecified
J03.9|Viêm amidan cấp, không xác định|Acute tonsillitis, unspecified
J06.9|Nhiễm khuẩn hô hấp trên cấp, không xác định|Acute upper respiratory infection, unspecified
J10.1|Cúm có biểu hiện hô hấp khác, virus được xác định|Influenza with other respiratory manifestations, virus identified
J11.1|Cúm có biểu hiện hô hấp khác, virus không xác định|Influenza with other respiratory manifestations, virus not identified
J15.9|Viêm phổi do vi khuẩn, không xác định|Bacterial pneumonia, unspecified
J18.0|Viêm phế quản phổi, không xác định|Bronchopneumonia, unspecified
J18.9|Viêm phổi, không xác định|Pneumonia, unspecified
J20.9|Viêm phế quản cấp, không xác định|Acute bronchitis, unspecified
J21.9|Viêm tiểu phế quản cấp, không xác định|Acute bronchiolitis, unspecified
J44.0|Bệnh phổi tắc nghẽn mạn tính với nhiễm khuẩn hô hấp dưới cấp|COPD with acute lower respiratory infection
J44.1|Bệnh phổi tắc nghẽn mạn tính với đợt cấp, không xác định|COPD with acute exacerbation, unspecified
J44.9|Bệnh phổi tắc nghẽn mạn tính, không xác định|Chronic obstructive pulmonary disease, unspecified
J45.9|Hen phế quản, không xác định|Asthma, unspecified
J46|Cơn hen ác tính|Status asthmaticus
J81|Phù phổi|Pulmonary oedema
J90|Tràn dịch màng phổi, không phân loại nơi khác|Pleural effusion, not elsewhere classified
J93.9|Tràn khí màng phổi, không xác định|Pneumothorax, unspecified
J96.0|Suy hô hấp cấp|Acute respiratory failure`;

/** A starter of ICD-10; the text belongs to the code. */
export const ICD10: CodeList = {
  source: {
    vi: 'Bộ khởi đầu theo ICD-10 của WHO và bảng của Bộ Y tế (Quyết định 4469/QĐ-BYT, 2020); chưa phải danh mục đầy đủ',
    en: 'A starter after ICD-10 of the WHO and the table of the Ministry of Health (Decision 4469/QD-BYT, 2020); not the whole list',
  },
  entries: entriesOf(DIAGNOSES + MORE_DIAGNOSES),
  saidAs: SAID_AS,
};
