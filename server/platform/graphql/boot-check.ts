import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { accessKey, type Access } from './can.js';

const typeKey = 'graphql:resolver_type';
const nameKey = 'graphql:resolver_name';
const rootTypes = ['Query', 'Mutation', 'Subscription'];

/** Refuses to start a server with a root field nobody answers, or nobody is held to a permission for. */
@Injectable()
export class BootCheck {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly schemaHost: GraphQLSchemaHost,
  ) {}

  /** @returns root field → who may use it; @throws Error naming every field that breaks the rule. */
  accessTable(): Map<string, Access> {
    const handlers = this.handlers();
    const faults: string[] = [];
    const table = new Map<string, Access>();
    for (const field of this.rootFields()) {
      const handler = handlers.get(field);
      const access = handler && (Reflect.getMetadata(accessKey, handler) as Access | undefined);
      if (!handler) faults.push(`${field} has no resolver`);
      else if (!access) faults.push(`${field} has neither @Can, @SignedIn nor @Public`);
      else table.set(field, access);
    }
    if (faults.length > 0) throw new Error(`Refusing to start: ${faults.join('; ')}.`);
    return table;
  }

  private rootFields(): string[] {
    return rootTypes.flatMap((name) =>
      Object.keys(this.schemaHost.schema.getType(name) ? rootOf(this.schemaHost, name) : {}).map(
        (f) => `${name}.${f}`,
      ),
    );
  }

  private handlers(): Map<string, object> {
    const found = new Map<string, object>();
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object') continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
      if (!prototype) continue;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[method];
        if (typeof handler !== 'function') continue;
        const type = Reflect.getMetadata(typeKey, handler) as string | undefined;
        const name = (Reflect.getMetadata(nameKey, handler) as string | undefined) ?? method;
        if (type && rootTypes.includes(type)) found.set(`${type}.${name}`, handler);
      }
    }
    return found;
  }
}

function rootOf(host: GraphQLSchemaHost, name: string): Record<string, unknown> {
  const type = host.schema.getType(name);
  return type && 'getFields' in type ? (type.getFields() as Record<string, unknown>) : {};
}
