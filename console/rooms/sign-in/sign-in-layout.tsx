import type { ReactNode } from 'react';
import { useAccount } from '../../graphql/account-context';
import { Logo } from '../../ui/logo';
import { OverlayPlace } from '../../ui/overlay-place';
import { usePageTitle } from '../../ui/use-page-title';
import { SignInAside } from './sign-in-aside';

interface SignInLayoutProps {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Under the form, for example the way to another page. */
  foot?: ReactNode;
}

/** One narrow column, the product beside it where there is room. */
export function SignInLayout({ title, description, children, foot }: SignInLayoutProps) {
  const { instance } = useAccount();
  usePageTitle([title]);
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <main className="flex flex-col px-6 py-6 sm:px-10">
        <OverlayPlace>
          <p className="flex items-center gap-2.5 text-lead font-semibold tracking-tight">
            <Logo /> ClawButler
          </p>
          <div className="mx-auto flex w-full max-w-90 flex-1 flex-col justify-center py-10">
            <h1 className="text-h1 font-semibold">{title}</h1>
            {description ? <p className="mt-1 text-lead text-ink-2 text-pretty">{description}</p> : null}
            <div className="mt-6">{children}</div>
            {foot ? <p className="mt-6 text-body text-ink-2">{foot}</p> : null}
          </div>
          <p className="text-meta text-ink-3">ClawButler {instance.version}</p>
        </OverlayPlace>
      </main>
      <SignInAside />
    </div>
  );
}
