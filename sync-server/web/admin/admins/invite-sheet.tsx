import { LANGUAGES, type Language, languageOf } from '@second-chance/shared/text/messages.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { ChoiceField, SelectField, TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useToast } from '../parts/toasts.tsx';
import { LANGUAGE_NAMES } from '../text/language-names.ts';
import { i18n } from '../text/set-up-text.ts';
import { useText } from '../text/use-text.ts';

interface Props {
  readonly onClose: () => void;
  readonly onInvited: (id: string) => void;
}

const FORM = 'invite-admin';

/** Invites somebody to run a store: they get a link and choose their password themselves. */
export function InviteSheet({ onClose, onInvited }: Props) {
  const t = useText();
  const toast = useToast();
  const { stores, store } = useStoreChoice();
  const [id] = useState(() => newId());
  const [storeId, setStoreId] = useState<string>(store?.id ?? stores[0]?.id ?? '');
  const [email, setEmail] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [language, setLanguage] = useState<Language>(languageOf(i18n.language));
  const [tried, setTried] = useState(false);
  const complete = displayName !== '' && /^\S+@\S+$/.test(email.trim());
  const invite = useMutation({
    mutationFn: () =>
      api.admins.invite({
        id: id as never,
        storeId: storeId as never,
        email: email.trim(),
        displayName,
        language,
      }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['admins'] });
      toast({ text: t('admin.admins.done.invite', { name: displayName }) });
      onInvited(id);
    },
  });
  return (
    <SideSheet
      title={t('admin.admins.invite')}
      onClose={onClose}
      foot={
        <Button submit form={FORM} tone="primary" icon="mail" busy={invite.isPending}>
          {t('admin.admins.send')}
        </Button>
      }
    >
      <p>{t('admin.admins.inviteLead')}</p>
      <Form
        id={FORM}
        onSubmit={() => {
          setTried(true);
          return complete ? invite.mutateAsync().catch(() => undefined) : undefined;
        }}
      >
        <TextField
          label={t('admin.name')}
          autoFocus
          value={displayName}
          onChange={setDisplayName}
          maxLength={120}
          error={tried && displayName === '' ? t('admin.required') : undefined}
        />
        <TextField
          label={t('admin.email')}
          type="email"
          inputMode="email"
          value={email}
          onChange={setEmail}
          maxLength={254}
          error={tried && !/^\S+@\S+$/.test(email.trim()) ? t('admin.emailWrong') : undefined}
        />
        <SelectField
          label={t('admin.store')}
          value={storeId}
          options={stores.map((each) => ({ value: each.id as string, label: each.name }))}
          onChange={setStoreId}
        />
        <ChoiceField
          label={t('admin.admins.language')}
          value={language}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={setLanguage}
        />
        {invite.error !== null && <FailureNote error={invite.error} />}
      </Form>
    </SideSheet>
  );
}
