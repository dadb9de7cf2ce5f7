import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSource } from '../state/source.ts';
import { useTill, useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { useText } from '../text/use-text.ts';
import { PeopleTiles, type Person } from './people-tiles.tsx';
import { PinPad } from './pin-pad.tsx';
import styles from './sign-in.module.css';

/** Who is at the till: a person's tile, then the PIN. */
export function SignIn() {
  const t = useText();
  const till = useTill();
  const { store, register } = useTillState();
  const cartRevision = useSource(till.cartRevision);
  const call = useCall();
  const [chosen, setChosen] = useState<Person | null>(null);
  const people = useQuery({
    queryKey: ['people', cartRevision],
    queryFn: () => till.port.people.list({}),
  });
  const person = chosen ?? (people.data?.length === 1 ? (people.data[0] ?? null) : null);
  return (
    <main className={styles.screen}>
      <header className={styles.head}>
        <p className={styles.place}>
          <span className={styles.brand}>{t('app.name')}</span>
          {store !== null && ` · ${store.name}`}
          {register !== null && ` · ${register.name}`}
        </p>
        <h1 className={styles.title}>{t('signIn.title')}</h1>
      </header>
      {people.data?.length === 0 ? (
        <EmptyState title={t('signIn.nobody')}>{t('signIn.nobodyHint')}</EmptyState>
      ) : (
        <PeopleTiles
          label={t('signIn.title')}
          people={people.data ?? []}
          chosen={person}
          onChoose={(next) => {
            setChosen(next);
            call.clear();
          }}
        />
      )}
      {person !== null && (
        <PinPad
          key={person.id}
          label={t('signIn.pin', { name: person.displayName })}
          submitLabel={t('signIn.submit')}
          busy={call.busy}
          error={call.error}
          onPin={(pin) =>
            void call.run(() =>
              till.port.people.signIn({ staffId: person.id, pin }).then(till.acceptState),
            )
          }
        />
      )}
    </main>
  );
}
