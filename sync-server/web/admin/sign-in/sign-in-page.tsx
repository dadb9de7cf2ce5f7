import type { SessionState } from '@second-chance/shared/contract/rest/session.ts';
import { useEffect, useState } from 'react';
import { useText } from '../text/use-text.ts';
import { ForgotPassword } from './forgot-password.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

/** The door: password, then the second factor where there is one; or the way to a new password. */
export function SignInPage({ state }: { readonly state: SessionState }) {
  const t = useText();
  const [forgot, setForgot] = useState(false);
  const title =
    state.state === 'second_factor'
      ? t('admin.secondFactor')
      : t(forgot ? 'admin.forgot' : 'admin.signIn');
  useEffect(() => {
    document.title = `${title} · Second Chance`;
  }, [title]);
  return (
    <SignInFrame title={title} organization={state.organization.name}>
      {state.state === 'second_factor' ? (
        <SecondFactorForm factors={state.factors} />
      ) : forgot ? (
        <ForgotPassword onBack={() => setForgot(false)} />
      ) : (
        <PasswordForm onForgot={() => setForgot(true)} />
      )}
    </SignInFrame>
  );
}
