import type { DoseResponse } from '../api/generated/index.ts';
import { Warn } from '../shell/warn.tsx';
import { useWords } from '../words/use-words.ts';

/** What was done with a dose although its order does not allow it. */
export function Against({ dose: { against } }: { readonly dose: DoseResponse }) {
  const words = useWords();
  if (against.length === 0) return null;
  return (
    <div className="severe">
      <Warn /> {against.map((one) => words.medicines.against[one] ?? one).join(', ')}
    </div>
  );
}
