import type { BoardRowResponse } from '../api/generated/index.ts';
import { Scroll } from '../shell/scroll.tsx';
import { useWords } from '../words/use-words.ts';
import { BoardRow } from './board-row.tsx';

interface Props {
  readonly title: string;
  readonly rows: readonly BoardRowResponse[];
  /** A copy that is read while no server answers: its names lead nowhere. */
  readonly isCopy?: boolean;
}

/** Patients without a bed first, in a strip of their own; then the beds, one a row. Who reads no charts sees who lies where. */
export function BoardTable({ title, rows, isCopy = false }: Props) {
  const { board, waits } = useWords();
  const [placed, without] = [rows.filter(({ bed }) => bed !== null), rows.filter(({ bed }) => bed === null)];
  const isOfCare = rows.every(({ encounter }) => encounter?.allergies !== null);
  const ofCare = isOfCare ? [board.news2, board.due, board.vitals, waits.title, board.allergies] : [];
  const heads = [board.bed, board.patient, ...ofCare, isOfCare ? board.diagnosis : board.reason];
  const line = (row: BoardRowResponse) => (
    <BoardRow key={row.encounter?.id ?? row.bed?.id} row={row} isCopy={isCopy} isOfCare={isOfCare} />
  );
  return (
    <Scroll label={title}>
      <table className="board">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {without.length > 0 && (
          <tbody className="without-bed">
            <tr>
              <th scope="rowgroup" colSpan={heads.length}>
                {board.noBeds(without.length)}
              </th>
            </tr>
            {without.map(line)}
          </tbody>
        )}
        <tbody>{placed.map(line)}</tbody>
      </table>
    </Scroll>
  );
}
