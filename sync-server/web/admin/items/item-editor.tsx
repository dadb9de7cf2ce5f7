import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import { useEffect, useRef } from 'react';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Form } from '../parts/form.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useText } from '../text/use-text.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { HistoryTab } from './history-tab.tsx';
import styles from './item-editor.module.css';
import { ItemFormFields } from './item-form-fields.tsx';
import { PictureField } from './picture-field.tsx';
import { StatusTag } from './status-tag.tsx';
import { useItemForm } from './use-item-form.ts';
import { useUnsavedGuard } from './use-unsaved-guard.ts';

interface Props {
  readonly item: ItemView | null;
  readonly mayEdit: boolean;
  readonly tab: 'fields' | 'history';
  readonly onTab: (tab: 'fields' | 'history') => void;
  readonly onClose: () => void;
}

/** All fields of an item. Control and S saves, Escape closes, and asks where something is not saved. */
export function ItemEditor({ item, mayEdit, tab, onTab, onClose }: Props) {
  const t = useText();
  const form = useItemForm({ item, onCreated: onClose });
  const { draft, problems, isDirty, save, isSaving, error, conflict, removal } = form;
  const guard = useUnsavedGuard(isDirty && mayEdit);
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (mayEdit) void latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [mayEdit]);
  return (
    <SideSheet
      wide
      title={item?.name ?? t('admin.items.new')}
      lead={
        item && (
          <span className={styles.lead}>
            <span>{item.sku}</span>
            <StatusTag status={item.status} />
          </span>
        )
      }
      onClose={onClose}
      {...(mayEdit &&
        tab === 'fields' && {
          foot: (
            <>
              {item !== null && (
                <span className={styles.start}>
                  <Button tone="danger" icon="trash" onPress={removal.ask}>
                    {t('admin.items.remove')}
                  </Button>
                </span>
              )}
              <Button onPress={onClose}>{t('admin.cancel')}</Button>
              <Button
                tone="primary"
                busy={isSaving}
                disabled={!isDirty}
                onPress={() => void save()}
              >
                {t('admin.save')}
              </Button>
            </>
          ),
        })}
    >
      {item !== null && (
        <div className={styles.tabs} role="tablist" aria-label={item.name}>
          {(['fields', 'history'] as const).map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={tab === each}
              className={styles.tab}
              onClick={() => onTab(each)}
            >
              {t(`admin.items.tab.${each}`)}
            </button>
          ))}
        </div>
      )}
      {tab === 'history' && item !== null ? (
        <HistoryTab item={item} />
      ) : (
        <Form onSubmit={save} label={item?.name ?? t('admin.items.new')}>
          {error != null && <FailureNote error={error} />}
          <PictureField
            pictures={draft.pictures}
            item={item}
            disabled={!mayEdit}
            onChange={(pictures) => form.set({ pictures })}
          />
          <ItemFormFields
            draft={draft}
            problems={problems}
            isNew={item === null}
            disabled={!mayEdit}
            set={form.set}
          />
        </Form>
      )}
      {conflict !== null && <ConflictDialog conflict={conflict} onDone={form.settle} />}
      {removal.asked && (
        <ConfirmDialog
          title={t('admin.items.removeTitle', { name: item?.name ?? '' })}
          confirmLabel={t('admin.items.remove')}
          tone="danger"
          busy={removal.isBusy}
          error={removal.error}
          onConfirm={() => removal.confirm(onClose)}
          onCancel={removal.cancel}
        >
          <p>{t('admin.items.removeText')}</p>
        </ConfirmDialog>
      )}
      {guard.asked && (
        <ConfirmDialog
          title={t('admin.items.unsavedTitle')}
          confirmLabel={t('admin.items.discard')}
          tone="danger"
          onConfirm={guard.leave}
          onCancel={guard.stay}
        >
          <p>{t('admin.items.unsavedText')}</p>
        </ConfirmDialog>
      )}
    </SideSheet>
  );
}
