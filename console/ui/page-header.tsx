import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon } from './icon';
import { usePageTitle } from './use-page-title';

interface PageHeaderProps {
  /** Plain text; also the title of the window. */
  title: string;
  /** Where this page lies, outermost first; each is a link. */
  breadcrumbs?: readonly { to: string; label: string }[];
  /** Beside the title, for example a state. */
  badge?: ReactNode;
  /** One line under the title. */
  description?: ReactNode;
  actions?: ReactNode;
  /** Tabs at the lower edge. */
  children?: ReactNode;
}

/** Title, way back and actions of a page; sets the window's title too. */
export function PageHeader({
  title,
  breadcrumbs = [],
  badge,
  description,
  actions,
  children,
}: PageHeaderProps) {
  usePageTitle([title, ...breadcrumbs.map(({ label }) => label).reverse()]);
  return (
    <header className={`px-(--gutter) pt-4 wide:pt-5 ${children ? '' : 'pb-4'}`}>
      {breadcrumbs.length > 0 ? <Breadcrumbs breadcrumbs={breadcrumbs} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-0.5">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-h1 font-semibold text-ink wrap-anywhere">{title}</h1>
            {badge}
          </div>
          {description ? <p className="max-w-160 text-body text-ink-2 text-pretty">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children ? <div className="mt-3">{children}</div> : null}
    </header>
  );
}

function Breadcrumbs({ breadcrumbs }: Required<Pick<PageHeaderProps, 'breadcrumbs'>>) {
  return (
    <nav aria-label="Breadcrumbs" className="mb-1">
      <ol className="flex flex-wrap items-center gap-1 text-meta text-ink-2">
        {breadcrumbs.map(({ to, label }) => (
          <li key={to} className="flex items-center gap-1">
            <Link to={to} className="hit rounded-sm hover:text-ink hover:underline">
              {label}
            </Link>
            <Icon name="chevron-right" size={12} className="text-ink-3" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
