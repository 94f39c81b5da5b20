import { Module, type OnModuleInit } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { HostsModule } from '../hosts/hosts.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsagePricing } from '../sessions/usage-pricing.service.js';
import { CostResolver } from './cost.resolver.js';
import { CostBreakdown } from './cost-breakdown.service.js';
import { PriceBook } from './price-book.js';
import overrides from './price-overrides.json' with { type: 'json' };

@Module({
  imports: [SessionsModule, HostsModule, ConnectorsModule],
  providers: [CostBreakdown, CostResolver],
})
export class CostModule implements OnModuleInit {
  constructor(private readonly pricing: UsagePricing) {}

  onModuleInit(): void {
    this.pricing.register(new PriceBook(overrides));
  }
}
