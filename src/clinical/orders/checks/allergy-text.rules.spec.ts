import { allergyFindings } from './allergy.rules.js';
import type { Facts } from './facts.js';
import { substancesOf } from './formulary.js';

const PENICILLIN = { code: 'J01CA04', display: 'Amoxicillin 500 mg' };
const PARACETAMOL = { code: 'N02BE01', display: 'Paracetamol 500 mg' };
const ASPIRIN = { code: 'B01AC06', display: 'Aspirin 81 mg' };
const IBUPROFEN = { code: 'M01AE01', display: 'Ibuprofen 400 mg' };
const ULTRACET = { code: 'N02AJ13', display: 'Ultracet' };

const [STOPS, UNKNOWN] = ['contraindicated', 'not-judged'];

function found(drug: { code: string; display: string }, display: string): string | undefined {
  const allergies = [{ display, code: null, category: 'medication', noneKnown: false }];
  const facts: Facts = { sex: 'female', allergies, open: [], creatinine: [] };
  const order = { kind: 'medication', code: { system: 'http://www.whocc.no/atc', ...drug } };
  return allergyFindings(order, substancesOf(drug), facts)[0]?.severity;
}

describe('An allergy in words', () => {
  it.each([
    // A "no" is neither an allergy nor the absence of one.
    ['không phải paracetamol', PARACETAMOL, UNKNOWN],
    ['Không dị ứng penicillin', PENICILLIN, UNKNOWN],
    ['khong di ung penicillin', PENICILLIN, UNKNOWN],
    ['khoong dij uwngs penicillin', PENICILLIN, UNKNOWN],
    ['ko dị ứng với amoxicillin', PENICILLIN, UNKNOWN],
    ['Không có tiền sử dị ứng penicillin và aspirin', ASPIRIN, UNKNOWN],
    ['Không dị ứng penicillin, aspirin', ASPIRIN, UNKNOWN],
    ['chưa ghi nhận dị ứng penicillin', PENICILLIN, UNKNOWN],
    ['chưa từng dị ứng paracetamol', PARACETAMOL, UNKNOWN],
    ['Penicillin: không', PENICILLIN, UNKNOWN],
    ['Penicillin không dị ứng', PENICILLIN, UNKNOWN],
    ['Test penicillin âm tính', PENICILLIN, UNKNOWN],
    ['penicillin (-)', PENICILLIN, UNKNOWN],
    ['dùng được paracetamol', PARACETAMOL, UNKNOWN],
    ['phủ nhận dị ứng ibuprofen', IBUPROFEN, UNKNOWN],
    ['hết dị ứng penicillin', PENICILLIN, UNKNOWN],
    ['NKDA', PENICILLIN, UNKNOWN],
    ['No known drug allergies', PENICILLIN, UNKNOWN],
    ['no penicillin allergy', PENICILLIN, UNKNOWN],
    ['not allergic to aspirin', ASPIRIN, UNKNOWN],
    ['denies penicillin', PENICILLIN, UNKNOWN],
    ['tolerates ibuprofen', IBUPROFEN, UNKNOWN],
    // What is said beside a "no" stays an allergy.
    ['Dị ứng penicillin, không phải paracetamol', PENICILLIN, STOPS],
    ['Dị ứng penicillin, không phải paracetamol', PARACETAMOL, UNKNOWN],
    ['không phải penicillin mà là ibuprofen', IBUPROFEN, STOPS],
    ['không phải penicillin mà là ibuprofen', PENICILLIN, UNKNOWN],
    ['Không dị ứng penicillin; dị ứng aspirin', ASPIRIN, STOPS],
    ['Không dị ứng thức ăn. Penicillin nổi mề đay', PENICILLIN, STOPS],
    ['Penicillin: nổi mề đay, không sốc', PENICILLIN, STOPS],
    ['Penicillin nổi mề đay không khó thở', PENICILLIN, STOPS],
    ['Not penicillin but aspirin', ASPIRIN, STOPS],
    // Words with a "no" that say none.
    ['không dung nạp aspirin', ASPIRIN, STOPS],
    ['không dùng được aspirin', ASPIRIN, STOPS],
    ['không được dùng penicillin', PENICILLIN, STOPS],
    ['không dùng penicillin', PENICILLIN, STOPS],
    ['không nên uống ibuprofen', IBUPROFEN, STOPS],
    ['không những penicillin mà còn aspirin', PENICILLIN, STOPS],
    ['không những penicillin mà còn aspirin', ASPIRIN, STOPS],
    ['Penicillin, không rõ phản ứng', PENICILLIN, STOPS],
    ['thuốc chứa penicillin', PENICILLIN, STOPS],
    ['kháng viêm không steroid', IBUPROFEN, STOPS],
    // A "no" of a "no", and what a "no" leaves out.
    ['không phải là không dị ứng penicillin', PENICILLIN, STOPS],
    ['không thể loại trừ dị ứng penicillin', PENICILLIN, STOPS],
    ['chưa loại trừ dị ứng penicillin'.normalize('NFD'), PENICILLIN, STOPS],
    ['Penicillin allergy not ruled out', PENICILLIN, STOPS],
    ['chưa hết dị ứng penicillin', PENICILLIN, STOPS],
    ['không an toàn với ibuprofen', IBUPROFEN, STOPS],
    ["doesn't tolerate aspirin", ASPIRIN, STOPS],
    ['không sử dụng penicillin', PENICILLIN, STOPS],
    ['Không dị ứng thuốc nào ngoại trừ penicillin', PENICILLIN, STOPS],
    ['Không dị ứng thuốc nào ngoại trừ penicillin, aspirin', ASPIRIN, STOPS],
    ['không dị ứng gì ngoài penicillin', PENICILLIN, STOPS],
    ['No allergies except penicillin', PENICILLIN, STOPS],
    ['dị ứng kháng sinh trừ penicillin', PENICILLIN, UNKNOWN],
    ['không dị ứng penicillin nhưng dị ứng aspirin', ASPIRIN, STOPS],
    ['không dị ứng penicillin tuy nhiên dị ứng aspirin', ASPIRIN, STOPS],
    ['không dị ứng penicillin dị ứng aspirin', ASPIRIN, STOPS],
    ['không dị ứng penicillin dị ứng aspirin', PENICILLIN, UNKNOWN],
    ['không dị ứng penicillin hay dị ứng aspirin', ASPIRIN, UNKNOWN],
    ['không dị ứng penicillin cũng không dị ứng aspirin', ASPIRIN, UNKNOWN],
    ['không có tiền sử dị ứng và phản vệ với penicillin', PENICILLIN, UNKNOWN],
    ['Ibuprofen gây nôn', IBUPROFEN, STOPS],
    ['phù họng sau aspirin', ASPIRIN, STOPS],
    ['Kháng sinh không rõ loại', PENICILLIN, UNKNOWN],
    // Borne one way and not another: whoever had a shock has the allergy.
    ['penicillin uống được, tiêm thì sốc', PENICILLIN, STOPS],
    ['Penicillin uống được nhưng tiêm thì sốc', PENICILLIN, STOPS],
    ['Penicillin uống được; tiêm bị phản vệ', PENICILLIN, STOPS],
    ['Augmentin uống không sao, tiêm thì nổi mề đay', PENICILLIN, STOPS],
    ['Penicillin tiêm thì sốc, uống được', PENICILLIN, STOPS],
    ['penicillin: oral tolerated, injection caused anaphylaxis', PENICILLIN, STOPS],
    ['dùng được paracetamol, tiêm ibuprofen bị sốc', IBUPROFEN, STOPS],
    ['dùng được paracetamol, tiêm ibuprofen bị sốc', PARACETAMOL, UNKNOWN],
    ['Không dị ứng penicillin, tiêm không sốc', PENICILLIN, UNKNOWN],
    ['Không dị ứng penicillin, tiêm bình thường', PENICILLIN, UNKNOWN],
    // Brands, combinations, spellings.
    ['Panadol', PARACETAMOL, STOPS],
    ['dị ứng Augmentin', PENICILLIN, STOPS],
    ['Alaxan', IBUPROFEN, STOPS],
    ['Tramadol', ULTRACET, STOPS],
    ['Paracetamol', ULTRACET, STOPS],
    ['penixilin', PENICILLIN, STOPS],
    ['Pê-ni-xi-lin', PENICILLIN, UNKNOWN],
    ['peniciline', PENICILLIN, STOPS],
    ['amoxycilline', PENICILLIN, STOPS],
    ['paracetamon', PARACETAMOL, STOPS],
    ['ibuprofene', IBUPROFEN, STOPS],
    ['Tramadol', PARACETAMOL, undefined],
    ['Panadol', IBUPROFEN, undefined],
  ])('"%s" against %j', (words, drug, expected) => {
    expect(found(drug, words)).toBe(expected);
  });
});
