/** What is used of js-yaml 3, which brings no types of its own. */
declare module 'js-yaml' {
  const yaml: {
    /** No types beyond those of JSON, and no merge keys. */
    readonly CORE_SCHEMA: object;
    safeLoad(text: string, options: { readonly schema: object }): unknown;
  };
  export default yaml;
}
