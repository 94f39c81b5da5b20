/** The value below which this share (0 to 1) of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Milliseconds on a clock that all processes of this machine share. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** For example `p50 3.1 ms, p95 9.8 ms`. */
export function spread(samples: readonly number[]): string {
  return `p50 ${ms(median(samples))}, p95 ${ms(percentile(samples, 0.95))}`;
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;

/** Says a figure beside its aim. A missed aim is no failure of the run: the figure is what it is. */
export function tell(what: string, figure: string, aim?: { says: string; met: boolean }): void {
  const verdict = aim ? `  (aim ${aim.says}: ${aim.met ? 'met' : 'MISSED'})` : '';
  console.log(`${what}: ${figure}${verdict}`);
}

/** Calls `work` this many times a second for so long, whether or not earlier calls have ended. */
export function atRate(perSecond_: number, seconds: number, work: (n: number) => void): Promise<void> {
  const started = nowMs();
  const total = Math.round(perSecond_ * seconds);
  let done = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((nowMs() - started) / 1_000) * perSecond_) + 1);
      while (done < due) work(done++);
      if (done < total) return;
      clearInterval(timer);
      resolve();
    }, 2);
  });
}
