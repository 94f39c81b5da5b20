import { NavLink } from 'react-router';
import { useCan, useTo } from '../graphql/organization-context';
import { Counter } from '../ui/counter';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon-button';
import { OverlayPlace } from '../ui/overlay-place';
import { Tooltip } from '../ui/tooltip';
import { sectionsFor, type Place } from './navigation';
import { usePendingApprovals } from './pending-approvals';

interface RailProps {
  /** Signs only. */
  collapsed: boolean;
  onCollapse: () => void;
}

/** The way around on wide screens. */
export function Rail({ collapsed, onCollapse }: RailProps) {
  const can = useCan();
  return (
    <nav
      aria-label="Main"
      data-collapsed={collapsed || undefined}
      className="flex w-60 shrink-0 flex-col overflow-y-auto border-r border-line bg-sunken px-2.5 pt-3 pb-2 data-collapsed:w-13 narrow:hidden"
    >
      <OverlayPlace>
        {sectionsFor(can).map(({ label, places }) => (
          <section key={label} className="mb-4" aria-label={label}>
            {collapsed ? null : (
              <h2 className="px-2 pb-1 text-mini font-medium tracking-normal text-ink-3">{label}</h2>
            )}
            <ul className="grid gap-px">
              {places.map((place) => (
                <li key={place.path}>
                  <RailLink place={place} collapsed={collapsed} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <div className={`mt-auto flex ${collapsed ? 'justify-center' : 'justify-end'}`}>
          <IconButton
            icon="panel"
            size="small"
            label={collapsed ? 'Expand navigation' : 'Collapse navigation'}
            keys="["
            onClick={onCollapse}
          />
        </div>
      </OverlayPlace>
    </nav>
  );
}

function RailLink({ place, collapsed }: { place: Place; collapsed: boolean }) {
  const to = useTo();
  const waiting = usePendingApprovals();
  const count = place.path === '/approvals' ? waiting : 0;
  const link = (
    <NavLink
      to={to(place.path)}
      end={place.path === '/'}
      className="relative flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed aria-[current=page]:text-ink touch:h-11 [&>svg]:text-icon aria-[current=page]:[&>svg]:text-brand-ink"
    >
      <Icon name={place.icon} />
      <span className={collapsed ? 'sr-only' : 'flex-1 truncate'}>{place.label}</span>
      <span className={collapsed ? 'absolute -top-2 -right-2' : 'contents'}>
        <Counter count={count} of="approvals waiting" />
      </span>
    </NavLink>
  );
  if (!collapsed) return link;
  return (
    <Tooltip text={place.label} keys={place.keys} side="right">
      {link}
    </Tooltip>
  );
}
