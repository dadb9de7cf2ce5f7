import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useSell } from '../sell/sell-context.ts';
import { useTillState } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { useTraining } from './use-training.ts';

/** Begins and ends training. */
export function TrainingKey() {
  const t = useText();
  const model = useSell();
  const { training } = useTillState();
  const { call, set } = useTraining();
  const toggle = async () => {
    if (!(await set(!training))) return;
    model.completed.set(null);
    model.close();
  };
  return (
    <>
      <TouchKey pressed={training} disabled={call.busy} onPress={() => void toggle()}>
        {t(training ? 'training.end' : 'training.begin')}
      </TouchKey>
      {call.error !== null && <Failure error={call.error} />}
    </>
  );
}
