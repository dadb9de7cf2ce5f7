import type { staffOnTillSchema } from '@second-chance/shared/contract/till/views.ts';
import type { z } from 'zod';
import { useText } from '../text/use-text.ts';
import styles from './people-tiles.module.css';

export type Person = z.infer<typeof staffOnTillSchema>;

interface Props {
  readonly label: string;
  readonly people: readonly Person[];
  readonly chosen: Person | null;
  readonly onChoose: (person: Person) => void;
}

/** The people of this store, one large tile each. */
export function PeopleTiles({ label, people, chosen, onChoose }: Props) {
  const t = useText();
  return (
    <ul className={styles.people} aria-label={label}>
      {people.map((person) => (
        <li key={person.id} style={{ display: 'contents' }}>
          <button
            type="button"
            className={styles.person}
            aria-pressed={person.id === chosen?.id}
            onClick={() => onChoose(person)}
          >
            <span className={styles.name}>{person.displayName}</span>
            <span className={styles.role}>{t(`signIn.role.${person.role}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
