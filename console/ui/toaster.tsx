import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from './button';
import { Icon } from './icon';
import { IconButton } from './icon-button';
import { dismissToast, toastStore, type ToastMessage } from './toast-store';

/** Where toasts appear; mounted once. Hovering or focusing holds them. */
export function Toaster() {
  const messages = useSyncExternalStore(toastStore.subscribe, toastStore.snapshot);
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed right-3 bottom-3 left-3 z-80 grid justify-items-end gap-2 narrow:bottom-18"
    >
      {messages.map((message) => (
        <ToastCard key={message.id} message={message} />
      ))}
    </section>
  );
}

function ToastCard({ message }: { message: ToastMessage }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || message.lastsMs === 0) return;
    const timer = setTimeout(() => dismissToast(message.id), message.lastsMs);
    return () => clearTimeout(timer);
  }, [held, message]);

  const close = () => dismissToast(message.id);
  const sign =
    message.tone === 'red'
      ? 'x-circle'
      : message.tone === 'amber'
        ? 'alert'
        : message.tone === 'green'
          ? 'check-circle'
          : 'info';
  return (
    <div
      data-tone={message.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="overlay toast pointer-events-auto flex w-88 max-w-full items-start gap-2.5 py-2 pr-2 pl-3"
    >
      <Icon name={sign} className="mt-1.5 text-tone-ink" />
      <div className="min-w-0 flex-1 py-1">
        <p className="font-medium text-ink wrap-anywhere">{message.title}</p>
        {message.detail ? <p className="text-meta text-ink-2 wrap-anywhere">{message.detail}</p> : null}
      </div>
      {message.action ? (
        <Button size="small" onClick={() => (message.action?.run(), close())}>
          {message.action.label}
        </Button>
      ) : null}
      <IconButton icon="x" label="Dismiss" size="small" onClick={close} />
    </div>
  );
}
