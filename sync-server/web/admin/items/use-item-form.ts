import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { api } from '../api/client.ts';
import { hasCode } from '../api/failure.ts';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { newId } from '../parts/new-id.ts';
import { useToast } from '../parts/toasts.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import {
  differingFields,
  draftOf,
  type ItemDraft,
  type ItemFields,
  readDraft,
} from './item-draft.ts';
import { useRefreshItems } from './item-list-query.ts';

export interface ItemConflict {
  readonly base: ItemView;
  readonly mine: Partial<ItemFields>;
  readonly theirs: ItemView;
}

/** The form of an item: what is typed, what is wrong with it, and how it is saved. */
export function useItemForm({
  item,
  onCreated,
}: {
  readonly item: ItemView | null;
  readonly onCreated: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const refresh = useRefreshItems();
  const queries = useQueryClient();
  const format = useFormat();
  const { store } = useStoreChoice();
  const currency = format.currency ?? '';
  const style = useMemo(
    () => ({
      currency,
      locale: format.locale,
      parse: (text: string) => format.parseAmount(text, currency),
      today: new Intl.DateTimeFormat('sv', { timeZone: format.timeZone }).format(Date.now()),
    }),
    [currency, format],
  );
  const isNew = item === null;
  const [base, setBase] = useState(item);
  const [draft, setDraft] = useState(() => draftOf(item, style));
  const [begun, setBegun] = useState(draft);
  const [showProblems, setShowProblems] = useState(false);
  const [conflict, setConflict] = useState<ItemConflict | null>(null);
  const id = useRef(newId());
  const read = readDraft(draft, { parse: style.parse, isNew });
  const isDirty = JSON.stringify(draft) !== JSON.stringify(begun);

  const saving = useMutation({
    async mutationFn({
      fields,
      on,
    }: {
      readonly fields: Partial<ItemFields>;
      readonly on: ItemView | null;
    }) {
      if (on === null) {
        const pieces = draft.kind === 'stocked' ? { openingQuantity: Number(draft.pieces) } : {};
        const wish = { ...fields, ...pieces, id: id.current, storeId: store?.id };
        return (await api.items.create(wish as never)) as ItemView;
      }
      const changed = Object.fromEntries(
        differingFields(fields, on).map((field) => [field, fields[field as keyof ItemFields]]),
      );
      const wish = { ...changed, id: on.id, revision: on.revision };
      return (await api.items.update(wish as never)) as ItemView;
    },
  });

  async function storeFields(fields: Partial<ItemFields>, on: ItemView | null): Promise<void> {
    try {
      const saved = await saving.mutateAsync({ fields, on });
      const fresh = draftOf(saved, style);
      // The way out must be free before somebody goes it.
      flushSync(() => {
        setBase(saved);
        setDraft(fresh);
        setBegun(fresh);
        setConflict(null);
        setShowProblems(false);
      });
      queries.setQueryData(['item', saved.id], saved);
      const before =
        on !== null &&
        Object.fromEntries(
          differingFields(fields, on).map((field) => [field, on[field as keyof ItemView]]),
        );
      toast({
        text: t('admin.saved'),
        ...(before && { undo: () => storeFields(before as Partial<ItemFields>, saved) }),
      });
      await refresh({ order: on === null });
      if (on === null) onCreated();
    } catch (thrown) {
      if (on !== null && hasCode(thrown, 'CONFLICT')) {
        const theirs = (await api.items.get({ id: on.id as never })) as ItemView;
        setConflict({ base: on, mine: fields, theirs });
      }
    }
  }

  async function save(): Promise<void> {
    setShowProblems(true);
    if (read.problems.size > 0 || (!isDirty && !isNew)) {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    await storeFields(read.fields, base);
  }

  const [asked, setAsked] = useState(false);
  const removing = useMutation({ mutationFn: () => api.items.remove({ id: item?.id as never }) });
  return {
    draft,
    problems: showProblems ? read.problems : NO_PROBLEMS,
    isDirty,
    isSaving: saving.isPending,
    error: hasCode(saving.error, 'CONFLICT') ? null : saving.error,
    conflict,
    set: (change: Partial<ItemDraft>) => setDraft((before) => ({ ...before, ...change })),
    save,
    /** Goes on after a conflict with the fields that somebody chose; null: not now. */
    settle: (fields: Partial<ItemFields> | null) => {
      if (conflict === null) return;
      if (fields === null) setConflict(null);
      else void storeFields(fields, conflict.theirs);
    },
    removal: {
      asked,
      isBusy: removing.isPending,
      error: removing.error,
      ask: () => setAsked(true),
      cancel: () => setAsked(false),
      confirm: (then: () => void) =>
        removing.mutate(undefined, {
          onSuccess: async () => {
            flushSync(() => {
              setBegun(draft);
              setAsked(false);
            });
            await refresh({ order: true });
            then();
          },
        }),
    },
  };
}

const NO_PROBLEMS: ReturnType<typeof readDraft>['problems'] = new Map();
