import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { Tag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import styles from './mail.module.css';

type Mail = Awaited<ReturnType<typeof api.mail.list>>['rows'][number];

/** Mails about accounts: what went out, what waits, and, without a mail server, what they say. */
export function MailPage() {
  const t = useText();
  const [address, change] = useAddress();
  const query = useInfiniteQuery({
    queryKey: ['mail'],
    queryFn: ({ pageParam }) =>
      api.mail.list({ limit: 100, ...(pageParam !== '' && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: 10_000,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const open = rows.find(({ id }) => id === address.mail);
  const columns: readonly Column<Mail>[] = [
    { id: 'subject', header: t('admin.mail.subject'), cell: ({ subject }) => subject },
    { id: 'to', header: t('admin.mail.to'), cell: ({ to }) => to, hideBelow: 'phone' },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ state }) => <Tag tone={TONES[state]}>{t(`admin.mail.state.${state}`)}</Tag>,
    },
    {
      id: 'at',
      header: t('admin.mail.written'),
      cell: ({ createdAt }) => <When at={createdAt} />,
      width: '170px',
    },
  ];
  return (
    <>
      <PageHead title={t('admin.place.mail')} lead={t('admin.mail.lead')} />
      <DataTable
        label={t('admin.place.mail')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        hasMore={query.hasNextPage}
        onMore={() => void query.fetchNextPage()}
        onOpen={({ id }) => change({ mail: id })}
        openKey={open?.id ?? null}
        empty={<Empty title={t('admin.mail.empty')}>{t('admin.mail.emptyTodo')}</Empty>}
      />
      {open && <MailSheet mail={open} onClose={() => change({ mail: undefined })} />}
    </>
  );
}

function MailSheet({ mail, onClose }: { readonly mail: Mail; readonly onClose: () => void }) {
  const t = useText();
  return (
    <SideSheet
      title={mail.subject}
      lead={<Tag tone={TONES[mail.state]}>{t(`admin.mail.state.${mail.state}`)}</Tag>}
      onClose={onClose}
    >
      <Facts
        rows={[
          { label: t('admin.mail.to'), value: mail.to },
          { label: t('admin.mail.written'), value: <When at={mail.createdAt} /> },
          ...(mail.sentAt === null
            ? []
            : [{ label: t('admin.mail.sent'), value: <When at={mail.sentAt} /> }]),
          ...(mail.lastError === null
            ? []
            : [{ label: t('admin.mail.lastError'), value: mail.lastError }]),
        ]}
      />
      {mail.text === null ? (
        <p>{t('admin.mail.noText')}</p>
      ) : (
        <>
          <p>{t('admin.mail.kept')}</p>
          <pre className={styles.text}>{linked(mail.text)}</pre>
        </>
      )}
    </SideSheet>
  );
}

/** The text with its addresses as links, so that a demo's mail can be followed. */
function linked(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((part, place) =>
    place % 2 === 1 ? (
      <a key={part} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}

const TONES = { waiting: 'waiting', sent: 'good', kept: 'plain', given_up: 'bad' } as const;
