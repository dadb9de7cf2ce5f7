/** Which page an address shows. */
import { assert } from '@second-chance/shared/assert.ts';
import type { Right } from '@second-chance/shared/people/rights.ts';
import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  useNavigate,
  useParams,
  useSearch,
} from '@tanstack/react-router';
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { Loading } from '../parts/empty.tsx';
import { Gate } from './gate.tsx';
import { NotAllowed, NotFound } from './no-page.tsx';
import { PAGES, type Page } from './pages.ts';
import { useSession } from './session-context.tsx';

const root = createRootRoute({ component: Gate, notFoundComponent: NotFound });

export const router = createRouter({
  routeTree: root.addChildren(PAGES.map(routeOf)),
  basepath: '/admin',
  defaultPreload: false,
  // Words as they are typed; the default would turn `q=12` into a number.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString();
    return text === '' ? '' : `?${text}`;
  },
});

function routeOf({ path, right, load }: Page) {
  const content = lazy(() => load().then((component) => ({ default: component })));
  const component = () => <Guarded right={right} content={content} />;
  return createRoute({ getParentRoute: () => root, path, component });
}

function Guarded({
  right,
  content: Content,
}: {
  readonly right: Right | null;
  readonly content: ComponentType;
}) {
  const session = useSession();
  if (right !== null && !session.can(right)) return <NotAllowed />;
  return (
    <Suspense fallback={<Loading />}>
      <Content />
    </Suspense>
  );
}

/** A part of the address of a page: `useParam('itemId')` of `/items/$itemId`. */
export function useParam(name: string): string {
  const params = useParams({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const value = params[name];
  assert(value !== undefined, `the address of this page has no ${name}`);
  return value;
}

type Address = Readonly<Record<string, string | undefined>>;

/**
 * What stands behind the `?` of the address, so that a filter or an open sheet survives a reload and
 * can be sent to somebody. The second value changes some of it; `undefined` takes a value away.
 */
export function useAddress(): readonly [
  Address,
  (change: Address, options?: { readonly replace?: boolean }) => void,
] {
  const search = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  return [
    search,
    (change, { replace = true } = {}) =>
      void navigate({
        to: '.',
        search: ((before: Address) => ({ ...before, ...change })) as never,
        replace,
      }),
  ];
}

/** Goes to a page: `go('/items')`. */
export function useGo(): (to: string, search?: Address) => void {
  const navigate = useNavigate();
  return (to, search = {}) => void navigate({ to, search: search as never });
}

/** A link to a page of the admin web, without `/admin`. */
export function PageLink({
  to,
  search = {},
  className,
  current = false,
  children,
}: {
  readonly to: string;
  readonly search?: Address;
  readonly className?: string | undefined;
  /** It leads to where one is. */
  readonly current?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Link
      to={to}
      search={search as never}
      className={className ?? ''}
      activeProps={{ 'aria-current': undefined }}
      aria-current={current ? 'page' : undefined}
    >
      {children}
    </Link>
  );
}
