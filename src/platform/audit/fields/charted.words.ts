/** What fields of what is charted are called: `column|tiếng Việt|English`, or `table.column` where one table means something else by it. */
export const CHARTED = `
abated_at|khỏi từ ngày|over since
abated_precision|độ chính xác của ngày khỏi|how exact the day it was over is
acknowledged_at|nhận biết lúc|acknowledged at
acknowledged_by|người nhận biết|acknowledged by
addendum_to|bổ sung cho ghi chú|addendum to the note
against|không như chỉ định cho phép|what the order does not allow
at|lúc|at
author_id|người viết|author
authored_at|viết lúc|written at
bed_id|giường|bed
called_id|người được gọi|who was called
capillary_refill|thời gian đổ đầy mao mạch|capillary refill
category|nhóm|category
clinical_status|tình trạng lâm sàng|clinical status
closed_at|khóa hồ sơ lúc|record closed at
closed_by|người khóa hồ sơ|who closed the record
closed_content|nội dung lúc khóa|content when it was closed
closed_without|khóa khi còn thiếu|closed although this was missing
closing_signature|chữ ký khi khóa hồ sơ|signature of the closing
code|mã|code
code_system|hệ mã|code system
collected_at|lấy mẫu lúc|specimen taken at
collected_by|người lấy mẫu|specimen taken by
comment|ghi chú|comment
complete|đã cấp đủ|given out in full
completed_at|hoàn tất lúc|completed at
completed_by|người hoàn tất|completed by
components|các thành phần|components
conclusion|kết luận|conclusion
confirmed|giá trị hiếm đã xác nhận|rare values confirmed
consciousness|tri giác|consciousness
content_hash|mã băm của nội dung|hash of the content
corrects_id|sửa cho giá trị|corrects the value
criticality|mức nguy cơ|criticality
dated_on|ngày trên giấy|dated
death_cause|nguyên nhân tử vong|cause of death
death_place|nơi tử vong|place of death
decided_at|quyết định lúc|decided at
decided_by|người quyết định|decided by
decided_reason|lý do quyết định|why it was decided
decision_reason|lý do quyết định|why it was decided
destination|nơi chuyển đến|destination
destination_code|mã nơi chuyển đến|code of the destination
detail|chi tiết|detail
details|chi tiết|details
diastolic|huyết áp tâm trương|diastolic blood pressure
digest|mã băm được ký|digest that was signed
direction|vào hay ra|in or out
discarded_at|bỏ lúc|discarded at
discharge_disposition|hình thức ra viện|how the patient left
discharge_note|ghi chú ra viện|discharge note
discharged_by|người cho ra viện|discharged by
dispensed_at|cấp phát lúc|given out at
dispensed_by|người cấp phát|given out by
display|tên|name
dosage_text|cách dùng|dosage
dose_id|liều|dose
dose_unit|đơn vị liều|unit of the dose
dose_value|liều|dose
draft|bản nháp|draft
drug_scanned|đã quét thuốc|medicine was scanned
due_at|hạn|due
effective_at|thời điểm|when
encounter_id|đợt khám, điều trị|visit or stay
ended_at|kết thúc lúc|ended at
ended_by|người kết thúc|ended by
ended_reason|lý do kết thúc|why it ended
entered|số đo như đã gõ|values as typed
expires_on|hạn dùng|expiry date
fio2|FiO₂|FiO₂
focus|việc về|what the task is about
focus_id|bản ghi của việc|record of the task
follow_up_on|hẹn tái khám|follow-up on
form|mẫu giấy|form
gcs_eye|Glasgow: mắt|Glasgow: eyes
gcs_motor|Glasgow: vận động|Glasgow: motor
gcs_verbal|Glasgow: lời nói|Glasgow: verbal
glucose|đường huyết|glucose
heart_rate|mạch|heart rate
height|chiều cao|height
stored_file.height|chiều cao ảnh|height of the picture
hold_by|người giữ hồ sơ|who holds the record
hold_reason|lý do giữ hồ sơ|why the record is held
hold_since|giữ hồ sơ từ|record held since
instructions|hướng dẫn|instructions
intent|mục đích|intent
interpretation|nhận định|interpretation
isolation|cách ly|isolation
issued_at|phát hành lúc|issued at
issued_by|người phát hành|issued by
issuer_name|tên người phát hành|name of who issued it
items|các mục|items
judged|đã xét|judged
jws|chữ ký|signature
kept_at|giữ lúc|kept at
key_id|khóa ký|key that signed
language|ngôn ngữ của giấy|language of the paper
late_entry|ghi muộn|late entry
late_reason|lý do ghi muộn|why it is late
leave_reason|lý do ra ngoài|why on leave
leave_since|ra ngoài từ|on leave since
leave_until|hẹn về lúc|on leave until
leaves|các lần ra ngoài đã xong|leaves that are over
level|mức|level
location|vị trí|location
lot|số lô|lot
mark|tình trạng giường|state of the bed
mark_reason|lý do của tình trạng giường|why the bed is in that state
mark_until|tình trạng giường đến|state of the bed until
marked_at|đánh dấu nhầm lúc|marked as an error at
marked_by|người đánh dấu nhầm|marked as an error by
measured_unit|đơn vị trị số đo|unit of the measured value
measured_value|trị số đo trước khi dùng|value measured before it was given
media_type|loại tệp|media type
met_version|gặp phiên bản|version that it met
ml_per_hour|mL mỗi giờ|mL an hour
mother_bracelet|vòng tay của mẹ|bracelet of the mother
moved_by|người chuyển|moved by
newborn_bracelet|vòng tay của con|bracelet of the child
none_known|không có dị ứng đã biết|no known allergy
not_judged_because|vì sao không nhận định|why it is not interpreted
not_measured|không đo được|not measured
note|ghi chú|note
note_id|ghi chú bệnh án|clinical note
number|số|number
observation_ids|các giá trị|values
occasion|dịp kiểm tra|occasion
off_list|ngoài danh mục|not on the list
onset_at|bắt đầu từ|began
onset_precision|độ chính xác của ngày bắt đầu|how exact the beginning is
opened_by|người mở|opened by
order_id|chỉ định|order
outcome|kết cục|outcome
overlap_allowed|được trùng thời gian|may overlap
oxygen_device|dụng cụ thở oxy|oxygen device
oxygen_flow|lưu lượng oxy|oxygen flow
oxygen_saturation|SpO₂|SpO₂
pages|số trang|pages
pain|điểm đau|pain score
passed_over|việc để lại khi ra viện|what was left open at discharge
patient|chữ ký của người bệnh|the patient’s signature
patient_abo|nhóm máu ABO người bệnh|ABO group of the patient
patient_rhd|Rh(D) người bệnh|Rh(D) of the patient
patient_scanned|đã quét vòng tay|bracelet was scanned
placer_number|số của nơi chỉ định|placer’s number
plan|kế hoạch|plan
planned_at|dự kiến lúc|planned at
planned_by|người lập|planned by
point|thời điểm đối chiếu|point of reconciliation
pregnancy|thai kỳ|pregnancy
printed_encounter_id|đợt điều trị trên giấy|stay on the paper
priority|mức khẩn|priority
product|sản phẩm|product
proposal|đề xuất|proposal
pulled|nội dung lấy sẵn|what was pulled in
quantity|số lượng|quantity
question|câu hỏi|question
raised_at|báo lúc|raised at
raised_by|người báo|raised by
rank|chẩn đoán chính hay kèm|main or additional
rate_unit|đơn vị tốc độ|unit of the rate
rate_value|tốc độ|rate
reaction|phản ứng|reaction
read_back|đọc lại|read back
read_back_at|đọc lại lúc|read back at
read_version|phiên bản đã đọc|version that was read
reason|lý do|reason
recipient|nơi nhận|recipient
recorded_at|ghi lúc|recorded at
recorded_by|người ghi|recorded by
reference_high|giới hạn trên|upper reference limit
reference_low|giới hạn dưới|lower reference limit
reference_text|khoảng tham chiếu|reference range
rejected_specimens|mẫu bị từ chối|rejected specimens
replaces_id|thay cho|replaces
report_id|kết quả|report
report_version|phiên bản kết quả|version of the report
requested_by|người chỉ định|requested by
requester_id|người giao|requester
respiratory_effort|gắng sức hô hấp|respiratory effort
respiratory_rate|nhịp thở|respiratory rate
response|trả lời|response
retain_until|lưu giữ đến|kept until
retention_class|nhóm thời hạn lưu giữ|retention class
return_reason|lý do trả lại|why it was returned
returned_at|trả lại lúc|returned at
returned_by|người nhận lại|returned by
returned_quantity|số lượng trả lại|quantity returned
risk|mức nguy cơ|risk
room_id|buồng|room
root_id|ghi chú gốc|first note
saved_at|lưu lúc|saved at
saved_by|người lưu|saved by
score|điểm|score
sections|các phần của ghi chú|sections of the note
seen_at|gọi vào khám lúc|called in at
seen_by|bác sĩ khám|called in by
set_at|đặt lúc|set at
set_by|người đặt|set by
set_code|bộ chỉ định|order set
set_version|phiên bản bộ chỉ định|version of the order set
settled_at|xong lúc|settled at
signed_at|ký lúc|signed at
signed_by|người ký|signed by
signer_id|người ký|signer
since|từ|since
site_id|đường, ống, vị trí|line, drain or site
size|kích thước|size
spo2_scale|thang SpO₂|SpO₂ scale
started_at|bắt đầu lúc|began at
status|trạng thái|status
status_reason|lý do của trạng thái|why it has that status
sudden_change|thay đổi đột ngột|sudden change
superseded_at|được thay lúc|superseded at
supplemental_oxygen|thở oxy|on oxygen
systolic|huyết áp tâm thu|systolic blood pressure
taken_at|thực hiện lúc|taken at
task_id|việc|task
temperature|nhiệt độ|temperature
template|mẫu|template
template_version|phiên bản mẫu|version of the template
title|tiêu đề|title
to_whom|chuyển cho ai|to whom
told_death|lần ra viện này ghi tử vong|death recorded by this discharge
total|tổng|total
triage_level|mức phân loại|triage level
triage_reason|dấu hiệu phân loại|reason of the triage
triaged_at|phân loại lúc|triaged at
triaged_by|người phân loại|triaged by
type|loại|type
unit|đơn vị|unit
unit_abo|nhóm máu ABO của túi|ABO group of the unit
unit_number|số túi máu|number of the unit
unit_rhd|Rh(D) của túi|Rh(D) of the unit
until|đến|until
value|giá trị|value
value_as_sent|giá trị như được gửi|value as sent
value_code|giá trị (mã)|value (code)
value_comparator|dấu so sánh|comparator
value_number|giá trị (số)|value (number)
value_text|giá trị (chữ)|value (text)
value_unit|đơn vị của giá trị|unit of the value
verbal_by|bác sĩ ra y lệnh miệng|who ordered aloud
verification_status|mức xác nhận|verification status
visit_number|số vào viện|visit number
vitals_id|lần đo sinh hiệu|set of vital signs
volume|thể tích|volume
wasted_reason|lý do hủy phần thừa|why the rest was wasted
wasted_unit|đơn vị phần hủy|unit of what was wasted
wasted_value|phần thừa hủy|what was wasted
wasted_witness_confirmed|người chứng kiến hủy đã xác nhận|witness of the waste confirmed
wasted_witness_id|người chứng kiến hủy|witness of the waste
weight|cân nặng|weight
weight_kg|cân nặng (kg)|weight (kg)
width|chiều rộng ảnh|width of the picture
withdrawn_at|thu hồi lúc|taken back at
withdrawn_by|người thu hồi|taken back by
withdrawn_reason|lý do thu hồi|why it was taken back
witness_confirmed|người chứng kiến đã xác nhận|witness confirmed
witness_id|người chứng kiến|witness
words|chữ để tìm|words to search by
`;
