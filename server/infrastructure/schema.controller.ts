import { Controller, Get, Header } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { SignedIn } from '../platform/graphql/can.js';

/** The contract as one SDL, for whoever is signed in; introspection is off in production. */
@Controller('schema.graphql')
export class SchemaController {
  private sdl: string | null = null;

  constructor(private readonly modules: ModuleRef) {}

  @Get()
  @SignedIn()
  @Header('content-type', 'text/plain; charset=utf-8')
  read(): string {
    this.sdl ??= print(this.modules.get(GraphQLSchemaHost, { strict: false }));
    return this.sdl;
  }
}

function print({ schema }: GraphQLSchemaHost): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
