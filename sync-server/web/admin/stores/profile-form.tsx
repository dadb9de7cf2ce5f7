import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useSession } from '../frame/session-context.tsx';
import { Button } from '../parts/button.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextArea, TextField } from '../parts/fields.tsx';
import { FieldRow, Form, FormSection } from '../parts/form.tsx';
import { useToast } from '../parts/toasts.tsx';
import { useText } from '../text/use-text.ts';
import { hoursText, readHours, WEEKDAYS } from './hours.ts';
import { draftOfDays, readSpecialDays } from './special-day-draft.ts';
import { SpecialDays } from './special-days.tsx';

type Profile = Awaited<ReturnType<typeof api.storeProfiles.get>>;

/** What the public shop tells of a store: where it is, when it is open, who it is. */
export function ProfileForm({ storeId }: { readonly storeId: string }) {
  const query = useQuery({
    queryKey: ['profile', storeId],
    queryFn: () => api.storeProfiles.get({ id: storeId as never }),
  });
  if (query.data !== undefined) return <Filled key={query.data.revision} profile={query.data} />;
  if (query.error === null) return <Loading />;
  return <LoadFailed error={query.error} onRetry={() => void query.refetch()} />;
}

function Filled({ profile }: { readonly profile: Profile }) {
  const t = useText();
  const toast = useToast();
  const { can } = useSession();
  const readOnly = !can('manage_stores') && !can('edit_catalogue');
  const [draft, setDraft] = useState(() => ({
    ...profile,
    latitude: profile.place === null ? '' : String(profile.place.latitude),
    longitude: profile.place === null ? '' : String(profile.place.longitude),
    hours: profile.hours.map(hoursText),
    specialDays: draftOfDays(profile.specialDays),
  }));
  const [tried, setTried] = useState(false);
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const hours = draft.hours.map(readHours);
  const place = readPlace(draft.latitude, draft.longitude);
  const specialDays = readSpecialDays(draft.specialDays);
  const complete =
    hours.every((day) => day !== null) && place !== undefined && specialDays !== null;
  const save = useMutation({
    mutationFn: () =>
      api.storeProfiles.put({
        id: profile.storeId,
        revision: profile.revision,
        street: draft.street,
        postalCode: draft.postalCode,
        town: draft.town,
        country: draft.country.toUpperCase(),
        phone: draft.phone,
        email: draft.email.trim(),
        place: place ?? null,
        hours: hours.map((day) => [...(day ?? [])]),
        specialDays: specialDays ?? [],
        about: draft.about,
      }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['profile', profile.storeId] });
      toast({ text: t('admin.saved') });
    },
  });
  const text = (field: 'street' | 'postalCode' | 'town' | 'country' | 'phone' | 'email') => ({
    label: t(`admin.profile.${field}`),
    value: draft[field],
    onChange: (value: string) => set({ [field]: value }),
    disabled: readOnly,
  });
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        return complete && !readOnly ? save.mutateAsync().catch(() => undefined) : undefined;
      }}
    >
      <FormSection title={t('admin.profile.where')}>
        <TextField {...text('street')} maxLength={120} />
        <FieldRow>
          <TextField {...text('postalCode')} maxLength={20} />
          <TextField {...text('town')} maxLength={80} />
          <TextField
            {...text('country')}
            description={t('admin.profile.countryHint')}
            maxLength={2}
          />
        </FieldRow>
        <FieldRow>
          <TextField {...text('phone')} type="tel" maxLength={30} />
          <TextField {...text('email')} type="email" maxLength={200} />
        </FieldRow>
        <FieldRow>
          {(['latitude', 'longitude'] as const).map((field) => (
            <TextField
              key={field}
              label={t(`admin.profile.${field}`)}
              kind="figures"
              inputMode="decimal"
              value={draft[field]}
              onChange={(value) => set({ [field]: value })}
              disabled={readOnly}
              maxLength={20}
              error={tried && place === undefined ? t('admin.profile.placeWrong') : undefined}
            />
          ))}
        </FieldRow>
      </FormSection>
      <FormSection title={t('admin.profile.hours')}>
        <p>{t('admin.profile.hoursHint')}</p>
        {WEEKDAYS.map((day, index) => (
          <TextField
            key={day}
            label={t(`admin.weekday.${day}`)}
            value={draft.hours[index] ?? ''}
            onChange={(value) =>
              set({ hours: draft.hours.map((each, at) => (at === index ? value : each)) })
            }
            disabled={readOnly}
            placeholder={t('admin.profile.closedDay')}
            maxLength={80}
            error={tried && hours[index] === null ? t('admin.profile.hoursWrong') : undefined}
          />
        ))}
      </FormSection>
      <SpecialDays
        days={draft.specialDays}
        disabled={readOnly}
        tried={tried}
        onChange={(days) => set({ specialDays: days })}
      />
      <FormSection title={t('admin.profile.about')}>
        <TextArea
          label={t('admin.profile.aboutEn')}
          value={draft.about.en}
          onChange={(en) => set({ about: { ...draft.about, en } })}
          disabled={readOnly}
          rows={5}
          maxLength={3_000}
        />
        <TextArea
          label={t('admin.profile.aboutDe')}
          value={draft.about.de}
          onChange={(de) => set({ about: { ...draft.about, de } })}
          disabled={readOnly}
          rows={5}
          maxLength={3_000}
        />
      </FormSection>
      {save.error !== null && <FailureNote error={save.error} />}
      {!readOnly && (
        <div>
          <Button submit tone="primary" busy={save.isPending}>
            {t('admin.save')}
          </Button>
        </div>
      )}
    </Form>
  );
}

/** Degrees as typed; null where both are empty, undefined where they are none. */
function readPlace(latitude: string, longitude: string): Profile['place'] | undefined {
  if (latitude.trim() === '' && longitude.trim() === '') return null;
  const north = Number(latitude.replace(',', '.'));
  const east = Number(longitude.replace(',', '.'));
  const typed = latitude.trim() !== '' && longitude.trim() !== '';
  const inRange = Math.abs(north) <= 90 && Math.abs(east) <= 180;
  return typed && inRange ? { latitude: north, longitude: east } : undefined;
}
