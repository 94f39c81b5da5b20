const slugMax = 40;
const fallback = 'organization';

/** The first choice of a short name for an organisation: small Latin letters, digits and hyphens. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, slugMax)
    .replace(/^-|-$/g, '');
  // An organisation is named by id or slug in one header: a slug never looks like somebody's id.
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(plain)) return `o-${plain}`.slice(0, slugMax).replace(/-$/, '');
  return plain === '' ? fallback : plain;
}

/** Further choices when the first is taken. @param suffix small letters or digits */
export function slugWith(slug: string, suffix: string): string {
  return `${slug.slice(0, slugMax - suffix.length - 1)}-${suffix}`;
}
