import type { OrderResponse } from '../api/generated/index.ts';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Why the laboratory rejected the last specimen of an order that waits for another one. */
export function Rejected({ of: { rejectedSpecimens } }: { readonly of: Pick<OrderResponse, 'rejectedSpecimens'> }) {
  const words = useWords();
  const last = rejectedSpecimens.at(-1);
  if (!last) return null;
  const { reasonText, note, rejectedAt, rejectedBy } = last;
  return (
    <div className="severe">
      {words.worklist.rejected(moment(rejectedAt))}:{' '}
      {[reasonText, note, rejectedBy?.fullName].filter(Boolean).join(' · ')}
    </div>
  );
}
