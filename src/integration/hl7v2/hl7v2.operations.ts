import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Take in a message of HL7 v2, or a batch, and acknowledge it': 'Nhận một bản tin HL7 v2, hoặc một lô, và trả ACK',
  'The answer is the acknowledgement: MSA with AA, AE or AR (CA, CE or CR where MSH-15 asks for that alone), and ERR for each thing that is wrong or waits for a person. A message that comes again is answered as before.':
    'Câu trả lời là ACK: MSA với AA, AE hoặc AR (CA, CE hoặc CR khi MSH-15 chỉ yêu cầu mức đó), và ERR cho từng điều sai hoặc đang chờ người xử lý. Bản tin gửi lại được trả lời như lần đầu.',
});
