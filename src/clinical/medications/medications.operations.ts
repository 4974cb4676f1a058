import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'The prescriptions of a patient, the latest written first': 'Đơn thuốc của người bệnh, mới kê trước',
});
