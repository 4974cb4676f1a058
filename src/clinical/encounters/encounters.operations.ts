import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Admit a patient to a ward, and to a bed when one is named':
    'Nhận người bệnh vào khoa, và xếp giường nếu có chọn giường',
  'A clinician who admits a patient of another ward without a tie leaves a case for the privacy officer, and a confidential record takes a reason before.':
    'Người nhận người bệnh của khoa khác mà không có liên quan sẽ để lại một trường hợp cho cán bộ bảo vệ dữ liệu; hồ sơ giữ kín thì phải nêu lý do trước.',
  'Encounters of a ward or a patient, the latest begun first':
    'Các đợt khám, điều trị của một khoa hoặc một người bệnh, mới bắt đầu trước',
  'One encounter': 'Một đợt khám, điều trị',
  'Correct the reason for admission (merge patch)': 'Sửa lý do vào viện (merge patch)',
  'Move the patient to another ward or bed; an emergency that comes to an inpatient ward becomes inpatient':
    'Chuyển người bệnh sang khoa hoặc giường khác; từ cấp cứu vào khoa nội trú thì thành nội trú',
  'Two patients change beds, at one moment': 'Hai người bệnh đổi giường cho nhau cùng lúc',
  'Of two wards, each is transferred to the ward of the other, by who may transfer both: of both wards, or of one with a relation to the patient whom they fetch.':
    'Nếu ở hai khoa, mỗi người được chuyển sang khoa của người kia; người làm phải được chuyển cả hai: thuộc cả hai khoa, hoặc thuộc một khoa và đã chăm sóc người được nhận về.',
  'Take back the last transfer, within 24 hours; the patient is where they were before, in the bed if it is free':
    'Hủy lần chuyển cuối trong vòng 24 giờ; người bệnh ở lại nơi trước đó, đúng giường nếu còn trống',
  'Discharge the patient; the bed is free': 'Cho người bệnh ra viện; giường trống',
  'Take back an encounter begun by mistake, before anything is charted in it that was not entered in error':
    'Hủy một đợt điều trị mở nhầm, khi chưa ghi gì ngoài những mục đã đánh dấu ghi nhầm',
  'Take back a discharge; the bed is given back when it is free':
    'Hủy việc cho ra viện; giường được trả lại nếu còn trống',
  'A doctor of the ward may for some time (REOPEN_HOURS), a records officer later too. A death that the discharge recorded is taken back with it; a bed that is taken meanwhile is named.':
    'Bác sĩ của khoa được làm trong một thời hạn (REOPEN_HOURS), sau đó là cán bộ hồ sơ bệnh án. Tử vong do lần ra viện đó ghi nhận cũng được hủy theo; giường đã có người khác thì được nêu rõ.',
  'Take back a death that was recorded by mistake, with the discharges that tell of it':
    'Gỡ ghi nhận tử vong nhầm, cùng các lần ra viện tử vong',
  'The stay goes on as it was before, in its bed if that is free; or, with `left`, it stays ended and says how the patient really left. `dischargedDead` names what cannot be put right here, and why.':
    'Đợt điều trị tiếp tục như trước, ở giường cũ nếu còn trống; hoặc nếu có `left`, đợt điều trị vẫn kết thúc và ghi người bệnh thực ra viện thế nào. `dischargedDead` nêu đợt nào không sửa được ở đây, và vì sao.',
  'What is unfinished is answered as discharge-open-items with its items; each is settled, or named in passedOver, by itself or by its kind, with a reason.':
    'Việc chưa xong được trả về trong discharge-open-items; mỗi việc được xử lý, hoặc nêu trong passedOver, từng việc hay cả loại, kèm lý do.',
  'What a discharge would ask about': 'Những việc còn phải xử lý khi cho ra viện',
  'Correct how the patient left; a death that only the discharge told is taken back with it':
    'Sửa tình trạng ra viện; tử vong chỉ do lần ra viện đó ghi nhận cũng được hủy theo',
  'The patient leaves the ward for a while; the bed is kept': 'Người bệnh tạm vắng khỏi khoa; giường được giữ',
  'The patient is back from leave': 'Người bệnh trở lại sau khi tạm vắng',
  'Name the doctor in charge': 'Phân công bác sĩ điều trị',
  'Who waits for a doctor in a clinic or emergency ward, how long, and who is with one; the most urgent first':
    'Ai đang chờ khám ở phòng khám hoặc khoa cấp cứu, chờ bao lâu, ai đang được khám; khẩn nhất trước',
  'Who came to the ward and who left it: admissions, transfers, leave, discharges; the latest first':
    'Ai vào khoa và ai rời khoa: nhập, chuyển, tạm vắng, ra viện; mới nhất trước',
  'A transfer is told to both wards, whoever of them made it; whom the ward gave away is named to it for three days, and then only while it may see the patient.':
    'Việc chuyển khoa được báo cho cả hai khoa, dù khoa nào thực hiện; khoa chuyển đi thấy tên người bệnh trong ba ngày, sau đó chỉ khi còn được xem người bệnh.',
  'Say how urgent an emergency or a visit is, from 1 to 5': 'Phân loại mức độ khẩn của người bệnh, từ 1 đến 5',
  'Call the patient in: a doctor sees them, and they wait no longer':
    'Gọi người bệnh vào khám; người bệnh rời hàng chờ',
  'Begin, change or end isolation': 'Bắt đầu, thay đổi hoặc thôi cách ly',
  'Where the patient was, and who changed the encounter when':
    'Người bệnh đã nằm ở đâu, ai đã sửa đợt điều trị và khi nào',
});
