import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useText } from '../text/use-text.ts';
import styles from './account.module.css';
import { EmailSection } from './email-section.tsx';
import { FactorsSection } from './factors-section.tsx';
import { useFresh } from './fresh.tsx';
import { PasswordSection } from './password-section.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SessionsSection } from './sessions-section.tsx';

export const SECURITY_KEY = ['security'] as const;

/** What secures one's own account. */
export function AccountPage() {
  const t = useText();
  const fresh = useFresh();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const query = useQuery({ queryKey: SECURITY_KEY, queryFn: () => api.security.get() });
  const { data, error } = query;
  const showCodes = (made: readonly string[]) => {
    if (made.length > 0) setCodes(made);
  };
  return (
    <>
      <PageHead title={t('admin.security')} lead={data?.email} />
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <LoadFailed error={error} onRetry={() => void query.refetch()} />
        )
      ) : (
        <div className={styles.sections}>
          <FactorsSection security={data} fresh={fresh} onCodes={showCodes} />
          <PasswordSection fresh={fresh} />
          <EmailSection fresh={fresh} email={data.email} />
          <SessionsSection />
        </div>
      )}
      {codes !== null && <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />}
      {fresh.dialog}
    </>
  );
}
