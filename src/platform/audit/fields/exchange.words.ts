/** What fields about machines, messages, papers and watching are called: `column|tiếng Việt|English`, or `table.column` where one table means something else by it. */
export const EXCHANGE = `
address|địa chỉ|address
answer|câu trả lời|answer
answered_at|trả lời lúc|answered at
answered_by|người trả lời|answered by
application|tên ứng dụng|application
approved_at|duyệt lúc|approved at
approved_by|người duyệt|approved by
attempts|số lần gửi|times sent
begun_at|bắt đầu lúc|begun at
body_hash|mã băm của nội dung gửi|hash of the body
channel|kênh|channel
client_id|hệ thống|machine
content|nội dung|content
control_id|số của bản tin|control id
enabled|đang bật|switched on
entity|loại bản ghi|kind of record
entity_id|bản ghi|record
event_count|số sự việc|number of events
event_id|sự việc|event
event_ids|các sự việc|events
facts|nội dung đã đọc|what was read
failure|lỗi|failure
file_id|tệp|file
fingerprint|dấu của giấy|fingerprint of the paper
first_event_at|sự việc đầu lúc|first event at
group_id|nhóm|group
hl7v2|cách gửi HL7 v2|how it sends HL7 v2
jwks|khóa công khai|public keys
jwks_url|địa chỉ khóa công khai|address of the public keys
last_event_at|sự việc cuối lúc|last event at
lease_until|đang làm đến|in work until
loaded_at|nạp lúc|loaded at
mapped_at|ghép mã lúc|mapped at
mapped_by|người ghép mã|mapped by
message_id|bản tin|message
message_type|loại bản tin|type of message
named|người được nêu tên|who is named
namespace|nguồn đánh số|namespace
next_at|gửi lần tới lúc|sent next at
occurred_at|xảy ra lúc|happened at
order_ids|các chỉ định|orders
params|thông số|parameters
part|phần|part
patients|số người bệnh|patients
proposed_by|người đăng ký|proposed by
protocol|giao thức|protocol
reasons|các lý do|reasons
received_at|nhận lúc|received at
report_ids|các kết quả|reports
request|yêu cầu|request
resource|tài nguyên FHIR|FHIR resource
resource_id|mã tài nguyên|id of the resource
resource_type|loại tài nguyên|type of resource
rule|quy tắc|rule
scopes|quyền|scopes
secret|khóa bí mật (mã băm)|secret (hash)
sender|nơi gửi|sender
sender_system|hệ thống gửi|system of the sender
sent_at|gửi lúc|sent at
sent_by|hệ thống gửi|sent by
severity|mức nghiêm trọng|severity
sha256|mã băm SHA-256|SHA-256
source|nguồn|source
source_id|mã ở nguồn|id at the source
state|trạng thái|state
subscription_id|nơi được báo|subscription
suggestions|gợi ý|suggestions
target_code|mã ở đây|code here
target_display|tên ở đây|name here
target_system|hệ mã ở đây|code system here
targets|ghép với|belongs to
thresholds|ngưỡng|thresholds
topics|chủ đề|topics
types|các loại|types
`;
