/** A potassium result for an order, as a laboratory sends it. */
export const EXAMPLE_ORU = [
  'MSH|^~\\&|LIS|XN|EMR|BV|20261123091000+0700||ORU^R01^ORU_R01|MSG0001|P|2.5.1||||||UNICODE UTF-8',
  'PID|1||79014-00000001^^^MRN^MR||Nguyễn^Ánh^Thị||19800203|F',
  'OBR|1|XN26-000001|A1234^LIS|2823-3^Kali^LN|||20261123080000+0700|||||||||||||||20261123090500+0700||LAB|F',
  'OBX|1|NM|2823-3^Kali^LN||5.9|mmol/L^^UCUM|3.5-5.1|H|||F',
  '',
].join('\r');

export const EXAMPLE_ACK = [
  'MSH|^~\\&|EMR|BV|LIS|XN|20261123091001+0700||ACK^R01^ACK|019ab3c1d2e37f00a1b2|P|2.5.1||||||UNICODE UTF-8',
  'MSA|AA|MSG0001',
  '',
].join('\r');
