const SERVICE = 'https://benhan.vn/fhir/CodeSystem/service';

/** What is ordered most of each kind, by codes of the order sets where they have one; until the hospital's own catalogue can be asked for. */
const LISTS = {
  imaging: [
    ['chest', 'X quang ngực thẳng', 'Chest X-ray'],
    ['abdomen-xray', 'X quang bụng không chuẩn bị', 'Plain abdominal X-ray'],
    ['bone-xray', 'X quang xương khớp', 'X-ray of a bone or joint'],
    ['abdomen-ultrasound', 'Siêu âm ổ bụng', 'Abdominal ultrasound'],
    ['obstetric-ultrasound', 'Siêu âm thai', 'Obstetric ultrasound'],
    ['echocardiogram', 'Siêu âm tim', 'Echocardiogram'],
    ['vascular-ultrasound', 'Siêu âm Doppler mạch', 'Vascular Doppler ultrasound'],
    ['head-ct', 'Cắt lớp vi tính sọ não', 'CT of the head'],
    ['chest-ct', 'Cắt lớp vi tính ngực', 'CT of the chest'],
    ['abdomen-ct', 'Cắt lớp vi tính bụng', 'CT of the abdomen'],
    ['ecg', 'Điện tim', 'Electrocardiogram'],
    ['endoscopy', 'Nội soi dạ dày tá tràng', 'Upper endoscopy'],
  ],
  procedure: [
    ['urinary-catheter', 'Đặt ống thông tiểu', 'Urinary catheter'],
    ['gastric-tube', 'Đặt ống thông dạ dày', 'Gastric tube'],
    ['central-line', 'Đặt ống thông tĩnh mạch trung tâm', 'Central venous catheter'],
    ['pleural-tap', 'Chọc dò màng phổi', 'Pleural puncture'],
    ['ascites-tap', 'Chọc dịch ổ bụng', 'Abdominal paracentesis'],
    ['lumbar-puncture', 'Chọc dò tủy sống', 'Lumbar puncture'],
    ['suture', 'Khâu vết thương', 'Suture of a wound'],
    ['incision', 'Chích rạch áp xe', 'Incision of an abscess'],
    ['intubation', 'Đặt nội khí quản', 'Intubation'],
    ['oxygen', 'Thở oxy', 'Oxygen'],
  ],
  nursing: [
    ['observations', 'Đo sinh hiệu', 'Vital signs'],
    ['urine-output', 'Theo dõi lượng nước tiểu', 'Urine output'],
    ['blood-pressure', 'Đo huyết áp', 'Blood pressure'],
    ['glucose', 'Đo đường huyết mao mạch', 'Capillary glucose'],
    ['wound', 'Thay băng, chăm sóc vết thương', 'Care of a wound'],
    ['turning', 'Xoay trở phòng loét', 'Turning against pressure sores'],
    ['suction', 'Hút đờm dãi', 'Suction'],
    ['mouth-care', 'Chăm sóc răng miệng', 'Mouth care'],
    ['weight', 'Cân hằng ngày', 'Daily weight'],
  ],
  diet: [
    ['normal', 'Cơm thường', 'Normal diet'],
    ['porridge', 'Cháo', 'Rice porridge'],
    ['fluids', 'Ăn lỏng, uống nhiều nước', 'Liquid diet, much to drink'],
    ['low-salt', 'Ăn nhạt', 'Low salt'],
    ['diabetes', 'Chế độ đái tháo đường', 'Diabetic diet'],
    ['renal', 'Chế độ bệnh thận', 'Renal diet'],
    ['tube-feed', 'Ăn qua ống thông', 'Tube feed'],
    ['nil-by-mouth', 'Nhịn ăn uống', 'Nil by mouth'],
  ],
  consultation: [
    ['consult-surgery', 'Hội chẩn Ngoại', 'Surgery'],
    ['consult-obstetrics', 'Hội chẩn Sản phụ khoa', 'Obstetrics and gynaecology'],
    ['consult-cardiology', 'Hội chẩn Tim mạch', 'Cardiology'],
    ['consult-paediatrics', 'Hội chẩn Nhi', 'Paediatrics'],
    ['consult-anaesthesia', 'Hội chẩn Gây mê hồi sức', 'Anaesthesia, intensive care'],
    ['consult-infectious', 'Hội chẩn Truyền nhiễm', 'Infectious diseases'],
    ['consult-pharmacy', 'Hội chẩn Dược lâm sàng', 'Clinical pharmacy'],
    ['consult-hospital', 'Hội chẩn toàn viện', 'Consultation of the whole hospital'],
  ],
  blood: [
    ['red-cells', 'Khối hồng cầu', 'Red cells'],
    ['whole-blood', 'Máu toàn phần', 'Whole blood'],
    ['plasma', 'Huyết tương tươi đông lạnh', 'Fresh frozen plasma'],
    ['platelets', 'Khối tiểu cầu', 'Platelets'],
    ['cryoprecipitate', 'Tủa lạnh', 'Cryoprecipitate'],
  ],
} as const satisfies Record<string, readonly (readonly [string, string, string])[]>;

const listed = (list: readonly (readonly [string, string, string])[]) =>
  list.map(([code, vi, en]) => ({ coding: { system: SERVICE, code, display: vi }, label: { vi, en } }));

/** Each as the record has it, whose language is Vietnamese, and as it is read. */
export const SERVICES = {
  imaging: listed(LISTS.imaging),
  procedure: listed(LISTS.procedure),
  nursing: listed(LISTS.nursing),
  diet: listed(LISTS.diet),
  consultation: listed(LISTS.consultation),
  blood: listed(LISTS.blood),
};
