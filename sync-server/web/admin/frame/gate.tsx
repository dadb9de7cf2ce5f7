/** Before everything else: who is signed in. */
import { useRouterState } from '@tanstack/react-router';
import { Live } from '../live/live.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { LinkPage } from '../sign-in/link-page.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { WorkProvider } from '../work/work-context.tsx';
import { SessionContext, useSessionState } from './session-context.tsx';
import { Shell } from './shell.tsx';
import { StoreChoiceProvider } from './store-choice.tsx';

export function Gate() {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // A link from a mail is opened by whoever has it, signed in or not.
  if (path === '/link') return <LinkPage />;
  return <SessionGate path={path} />;
}

function SessionGate({ path }: { readonly path: string }) {
  const { data, error, refetch } = useSessionState();
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
