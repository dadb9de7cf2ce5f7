import { Choice } from '@second-chance/ui/choice.tsx';
import { useText } from '../text/use-text.ts';

interface Props {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** On or off, in words. */
export function Switch({ label, on, onChange }: Props) {
  const t = useText();
  return (
    <Choice
      label={label}
      value={on ? 'on' : 'off'}
      options={[
        { value: 'on', label: t('devices.on') },
        { value: 'off', label: t('devices.off') },
      ]}
      onChange={(next) => onChange(next === 'on')}
    />
  );
}
