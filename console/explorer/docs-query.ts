/** Introspection, shallower than the usual query for it, which the server's own depth limit refuses. */
export const docsQuery = `query Docs { __schema {
  queryType { name } mutationType { name } subscriptionType { name }
  types { kind name description
    fields(includeDeprecated: true) { name description isDeprecated deprecationReason type { ...Ref }
      args { name description defaultValue type { ...Ref } } }
    inputFields { name description defaultValue type { ...Ref } }
    enumValues { name description } possibleTypes { kind name } } } }
fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;
