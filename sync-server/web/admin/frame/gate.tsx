/** Before everything else: who is signed in. */
import { useRouterState } from '@tanstack/react-router';
import { Live } from '../live/live.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { WorkProvider } from '../work/work-context.tsx';
import { SessionContext, useSessionState } from './session-context.tsx';
import { Shell } from './shell.tsx';
import { StoreChoiceProvider } from './store-choice.tsx';

export function Gate() {
  const { data, error, refetch } = useSessionState();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  if (data === undefined) {
    if (error === null) return <Loading />;
    return <LoadFailed error={error} onRetry={() => void refetch()} />;
  }
  if (data.state !== 'signed_in') return <SignInPage state={data} />;
  return (
    <SessionContext value={data}>
      <StoreChoiceProvider>
        <Live />
        <WorkProvider>
          <Shell path={path} />
        </WorkProvider>
      </StoreChoiceProvider>
    </SessionContext>
  );
}
