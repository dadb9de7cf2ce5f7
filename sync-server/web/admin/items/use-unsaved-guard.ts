import { useBlocker } from '@tanstack/react-router';

/** Stops leaving while something is not saved, until somebody decides; the browser asks by itself. */
export function useUnsavedGuard(isDirty: boolean) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && !isSameThing(current, next),
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  return {
    asked: blocker.status === 'blocked',
    leave: () => blocker.proceed?.(),
    stay: () => blocker.reset?.(),
  };
}

interface Place {
  readonly pathname: string;
  readonly search: unknown;
}

/** A tab or a filter of the same page with the same item open: nothing is left. */
function isSameThing(current: Place, next: Place): boolean {
  const thingOf = ({ search }: Place) => {
    const { item, category } = search as { readonly item?: string; readonly category?: string };
    return `${item ?? ''} ${item === undefined ? (category ?? '') : ''}`;
  };
  return current.pathname === next.pathname && thingOf(current) === thingOf(next);
}
