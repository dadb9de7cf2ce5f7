import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { CheckField } from '../parts/fields.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { Tag } from '../parts/tag.tsx';
import { useToast } from '../parts/toasts.tsx';
import { When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import styles from './cards.module.css';

type ProviderEvent = Awaited<ReturnType<typeof api.providerEvents.list>>['rows'][number];

/** What the provider told by itself, and acting on it again. */
export function EventsSheet({ onClose }: { readonly onClose: () => void }) {
  const t = useText();
  const [undone, setUndone] = useState(false);
  const query = useQuery({
    queryKey: ['providerEvents', undone],
    queryFn: () => api.providerEvents.list({ undone: String(undone) }),
  });
  const rows = query.data?.rows ?? [];
  return (
    <SideSheet title={t('admin.cards.events')} onClose={onClose} wide>
      <p>{t('admin.cards.eventsLead')}</p>
      <CheckField label={t('admin.cards.eventsUndone')} checked={undone} onChange={setUndone} />
      {query.error !== null && <FailureNote error={query.error} />}
      {query.data !== undefined && rows.length === 0 && <p>{t('admin.cards.eventsEmpty')}</p>}
      {rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map((event) => (
            <EventRow key={`${event.provider} ${event.eventId}`} event={event} />
          ))}
        </ul>
      )}
    </SideSheet>
  );
}

function EventRow({ event }: { readonly event: ProviderEvent }) {
  const t = useText();
  const toast = useToast();
  const { provider, eventId, type, processedAt, problem, receivedAt } = event;
  const replay = useMutation({
    mutationFn: () => api.providerEvents.replay({ provider, eventId }),
    onSuccess(after) {
      void queries.invalidateQueries({ queryKey: ['providerEvents'] });
      toast({
        text: t(after.problem === null ? 'admin.cards.replayed' : 'admin.cards.replayedBadly'),
      });
    },
  });
  const state = problem !== null ? 'failed' : processedAt === null ? 'waiting' : 'done';
  return (
    <li className={styles.row}>
      <span className={styles.grow}>
        <span className={styles.strong}>{type}</span>
        <span className={styles.soft}>
          <When at={receivedAt} /> · {eventId}
          {problem !== null && ` · ${problem}`}
        </span>
      </span>
      <Tag tone={EVENT_TONES[state]}>{t(`admin.cards.event.${state}`)}</Tag>
      <Button busy={replay.isPending} onPress={() => replay.mutate()}>
        {t('admin.cards.replay')}
      </Button>
      {replay.error !== null && <FailureNote error={replay.error} />}
    </li>
  );
}

const EVENT_TONES = { done: 'good', waiting: 'waiting', failed: 'bad' } as const;
