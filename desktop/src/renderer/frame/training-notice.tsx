import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useTillState } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';
import styles from './frame.module.css';
import { useTraining } from './use-training.ts';

/** Over every screen while nothing counts; where no shift of training is open, the way out. */
export function TrainingNotice() {
  const t = useText();
  const { phase, shift } = useTillState();
  const { call, set } = useTraining();
  return (
    <div className={styles.training} role="status">
      <span>
        <strong>▲ {t('training.mark')}</strong> {t('training.counts')}
        {call.error !== null && ` ${t(`error.${call.error.code}`)}`}
      </span>
      {phase === 'signed_in' && shift === null && (
        <TouchKey size="small" disabled={call.busy} onPress={() => void set(false)}>
          {t('training.end')}
        </TouchKey>
      )}
    </div>
  );
}
