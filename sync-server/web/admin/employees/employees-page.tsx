import { useState } from 'react';
import { useAddress } from '../frame/router.tsx';
import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { FilterBar, FilterChips, SearchField } from '../parts/filter-chips.tsx';
import { NeedsStore } from '../parts/needs-store.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { SaveRows } from '../parts/save-rows.tsx';
import { type Person, useStaff } from '../parts/store-people.ts';
import { Tag } from '../parts/tag.tsx';
import { useText } from '../text/use-text.ts';
import { EmployeeSheet } from './employee-sheet.tsx';

/** The people at the tills of a store. */
export function EmployeesPage() {
  return <NeedsStore>{(store) => <Employees store={store} />}</NeedsStore>;
}

const NEW = 'new';

function Employees({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const session = useSession();
  const [address, change] = useAddress();
  const [words, setWords] = useState('');
  const query = useStaff(store.id);
  const all = query.data?.rows ?? [];
  const inactive = address.state === 'disabled';
  const wanted = words.trim().toLocaleLowerCase();
  const rows = all.filter(
    ({ active, displayName }) =>
      active !== inactive && displayName.toLocaleLowerCase().includes(wanted),
  );
  const open = all.find(({ id }) => id === address.person);
  const columns: readonly Column<Person>[] = [
    { id: 'name', header: t('admin.name'), cell: ({ displayName }) => displayName },
    {
      id: 'role',
      header: t('admin.employees.role'),
      cell: ({ role }) => t(`admin.role.${role}`),
    },
    {
      id: 'pin',
      header: t('admin.employees.pin'),
      cell: ({ hasPin }) =>
        hasPin ? (
          <Tag tone="good">{t('admin.employees.pinSet')}</Tag>
        ) : (
          <Tag tone="waiting">{t('admin.employees.pinMissing')}</Tag>
        ),
      hideBelow: 'phone',
    },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ active }) =>
        active ? (
          t('admin.employees.active')
        ) : (
          <Tag tone="bad">{t('admin.employees.disabled')}</Tag>
        ),
    },
  ];
  const adding = address.person === NEW && session.can('manage_staff');
  return (
    <>
      <PageHead
        title={t('admin.place.employees')}
        {...(query.data && { count: t('admin.employees.count', { count: rows.length }) })}
        actions={
          <>
            <SaveRows
              name="employees.csv"
              rows={rows}
              head={['name', 'role', 'pin_set', 'active']}
              cells={({ displayName, role, hasPin, active }) => [
                displayName,
                role,
                String(hasPin),
                String(active),
              ]}
            />
            {session.can('manage_staff') && (
              <Button tone="primary" icon="plus" onPress={() => change({ person: NEW })}>
                {t('admin.employees.add')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar>
        <SearchField label={t('admin.employees.search')} value={words} onChange={setWords} />
        <FilterChips
          label={t('admin.state')}
          options={[
            { value: 'active', label: t('admin.employees.active') },
            { value: 'disabled', label: t('admin.employees.disabled') },
          ]}
          value={inactive ? 'disabled' : 'active'}
          onChange={(value) => change({ state: value === 'disabled' ? 'disabled' : undefined })}
        />
      </FilterBar>
      <DataTable
        label={t('admin.place.employees')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ person: id })}
        openKey={address.person ?? null}
        empty={<Empty title={t('admin.employees.none')}>{t('admin.employees.noneTodo')}</Empty>}
      />
      {(adding || open !== undefined) && (
        <EmployeeSheet
          key={open?.id ?? NEW}
          person={open ?? null}
          storeId={store.id}
          onClose={() => change({ person: undefined })}
        />
      )}
    </>
  );
}
