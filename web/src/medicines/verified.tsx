import type { DoseResponse } from '../api/generated/index.ts';
import { productLine } from '../pharmacy/pharmacy-words.ts';
import { useWords } from '../words/use-words.ts';

/** What the pharmacy says of a dose's order, at the bedside: not verified, asked about, or another product instead. */
export function Verified({ dose }: { readonly dose: DoseResponse }) {
  const words = useWords();
  const { status, product } = dose.pharmacy;
  if (status === 'verified') return null;
  return (
    <div className={status === 'questioned' ? 'severe' : 'muted'}>
      {words.pharmacy.atBedside[status]}
      {status === 'substituted' && product && (
        <>
          : <strong>{productLine(product)}</strong>
        </>
      )}
    </div>
  );
}
