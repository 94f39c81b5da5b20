import { Injectable } from '@nestjs/common';
import { ConnectorLinkParts } from './connector-link-parts.js';
import { ConnectorLink } from './connector-link.js';

/** Makes the link of one connector. */
@Injectable()
export class ConnectorLinkFactory {
  constructor(private readonly parts: ConnectorLinkParts) {}

  create(organizationId: string, connectorId: string): ConnectorLink {
    return new ConnectorLink({ organizationId, connectorId }, this.parts);
  }
}
