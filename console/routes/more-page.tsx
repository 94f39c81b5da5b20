import { Link } from 'react-router';
import { sectionsFor } from '../frame/navigation';
import { useCan, useTo } from '../graphql/organization-context';
import { Icon } from '../ui/icon';
import { PageHeader } from '../ui/page-header';

/** The whole rail as a page, for small screens. */
export function MorePage() {
  const to = useTo();
  return (
    <>
      <PageHeader title="More" />
      <div className="grid gap-5 px-4 pb-6">
        {sectionsFor(useCan()).map(({ label, places }) => (
          <section key={label} aria-label={`All of ${label}`}>
            <h2 className="mb-1 text-meta font-medium text-ink-2">{label}</h2>
            <ul className="overflow-hidden rounded-md border border-line">
              {places.map(({ path, label: name, icon }) => (
                <li key={path} className="border-b border-line-soft last:border-0">
                  <Link to={to(path)} className="flex h-12 items-center gap-3 px-3 text-lead hover:bg-hover">
                    <Icon name={icon} className="text-icon" />
                    <span className="flex-1">{name}</span>
                    <Icon name="chevron-right" size={14} className="text-ink-3" />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
