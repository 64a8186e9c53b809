import { plainText } from '../../../../src/shared/plain-text.ts';
import type { CompartmentView, MemoryView } from '../../../../src/shared/views.ts';
import { Button } from '../../parts/button.tsx';
import { MoveTo } from './move-to.tsx';
import { FORGET, MEMORIES } from './words.ts';

type Props = {
  readonly chosen: readonly MemoryView[];
  readonly compartments: readonly CompartmentView[];
  readonly onDelete: () => void;
  readonly onClear: () => void;
};

/** What can be done with the rows that were chosen. */
export function ChosenBar({ chosen, compartments, onDelete, onClear }: Props) {
  return (
    <div className="chosen actions">
      <strong role="status">{FORGET.chosen(chosen.length)}</strong>
      <MoveTo memories={chosen} compartments={compartments.map(({ id, name }) => ({ id, name: plainText(name) }))} onMoved={onClear} />
      <Button look="danger" onPress={onDelete}>
        {MEMORIES.delete}
      </Button>
      <Button look="quiet" onPress={onClear}>
        {FORGET.choseNone}
      </Button>
    </div>
  );
}
