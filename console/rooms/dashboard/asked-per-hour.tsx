import { BarChart } from '../../ui/bar-chart';
import { Card } from '../../ui/card';
import { useNow } from '../../ui/use-now';

const hourMs = 3_600_000;
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Requests per hour of the last day, as bars and as a table. */
export function AskedPerHour({ counts }: { counts: readonly number[] }) {
  const now = useNow('minute');
  const total = counts.reduce((sum, count) => sum + count, 0);
  const points = counts.map((value, index) => ({
    label: hourWords(now - (counts.length - index) * hourMs),
    value,
  }));
  return (
    <Card
      title="Asked per hour"
      aside={<span className="figures">{total.toLocaleString('en')} in 24 hours</span>}
    >
      <BarChart
        title="Requests asked per hour, last 24 hours"
        unit="requests"
        points={points}
        axis={['24 hours ago', '12 hours ago', 'now']}
      />
    </Card>
  );
}

/** "14:05 to 15:05": the hours are counted back from now. */
const hourWords = (fromMs: number): string => `${clock.format(fromMs)} to ${clock.format(fromMs + hourMs)}`;
