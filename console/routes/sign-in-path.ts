/** The sign-in page, which leads back to where we are. */
export function signInPath({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  const here = pathname + search;
  // A failed attempt must not forget where the person wanted to go.
  if (pathname === '/login') return here;
  return here === '/' ? '/login' : `/login?return=${encodeURIComponent(here)}`;
}

/** Where to go after signing in. Only paths of this console count: a foreign address would be an open redirect. */
export function returnPath(search: string): string {
  const wanted = new URLSearchParams(search).get('return') ?? '/';
  const url = URL.canParse(wanted, location.origin) ? new URL(wanted, location.origin) : null;
  const isOurs = url !== null && url.origin === location.origin && /^\/(?![/\\])/.test(wanted);
  return isOurs ? url.pathname + url.search : '/';
}
