import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of this process. Names and meanings are listed in docs/metrics.md. */
export class Metrics {
  readonly registry = new Registry();

  readonly operations = new Histogram({
    name: 'clawbutler_graphql_operation_seconds',
    help: 'Time to answer a GraphQL operation over HTTP.',
    labelNames: ['kind', 'field', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });

  readonly sockets = new Gauge({
    name: 'clawbutler_live_sockets',
    help: 'Open GraphQL WebSockets.',
    registers: [this.registry],
  });

  readonly liveDeliveries = new Counter({
    name: 'clawbutler_live_deliveries_total',
    help: 'Events sent to subscribers.',
    registers: [this.registry],
  });

  readonly liveExecutions = new Counter({
    name: 'clawbutler_live_executions_total',
    help: 'Times an answer about an event was made for subscribers; those of one audience share it.',
    registers: [this.registry],
  });

  readonly sealedEvents = new Counter({
    name: 'clawbutler_sealed_events_total',
    help: 'Events given their place in an organisation’s log by this process.',
    registers: [this.registry],
  });

  readonly gatewayLinks = new Gauge({
    name: 'clawbutler_gateway_links',
    help: 'Gateway connections held by this process, by state.',
    labelNames: ['state'],
    registers: [this.registry],
  });

  readonly approvals = new Counter({
    name: 'clawbutler_approvals_total',
    help: 'Approval requests by what happened to them in this process.',
    labelNames: ['event'],
    registers: [this.registry],
  });

  constructor(withDefaults = true) {
    if (withDefaults) collectDefaultMetrics({ register: this.registry, prefix: 'clawbutler_' });
  }
}
