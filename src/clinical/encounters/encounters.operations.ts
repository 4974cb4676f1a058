import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Admit a patient to a ward, and to a bed when one is named':
    'Cho người bệnh vào khoa, và vào giường khi có nêu giường',
  'A clinician who admits a patient of another ward without a tie leaves a case for the privacy officer, and a confidential record takes a reason before.':
    'Người nhận người bệnh của khoa khác mà không có liên quan sẽ để lại một trường hợp cho cán bộ bảo vệ dữ liệu; hồ sơ giữ kín thì phải nêu lý do trước.',
  'Encounters of a ward or a patient, the latest begun first':
    'Các đợt khám, điều trị của một khoa hoặc một người bệnh, mới bắt đầu trước',
  'One encounter': 'Một đợt khám, điều trị',
  'Correct the reason for admission (merge patch)': 'Sửa lý do vào viện (merge patch)',
  'Move the patient to another ward or bed': 'Chuyển người bệnh sang khoa hoặc giường khác',
  'Discharge the patient; the bed is free': 'Cho người bệnh ra viện; giường trống',
  'Take back an encounter begun by mistake, before anything is charted in it':
    'Huỷ một đợt điều trị mở nhầm, khi chưa ghi gì trong đó',
  'Take back a discharge; the bed is given back when it is free':
    'Huỷ việc cho ra viện; giường được trả lại nếu còn trống',
  'A doctor of the ward may for some time (REOPEN_HOURS), a records officer later too. A death that the discharge recorded is taken back with it.':
    'Bác sĩ của khoa được làm trong một thời hạn (REOPEN_HOURS), sau đó là cán bộ hồ sơ bệnh án. Tử vong do lần ra viện đó ghi nhận cũng được huỷ theo.',
  'Where the patient was, and who changed the encounter when':
    'Người bệnh đã nằm ở đâu, ai đã sửa đợt điều trị và khi nào',
});
