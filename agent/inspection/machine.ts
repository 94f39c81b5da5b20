/** What inspecting has to know of a machine. */
export interface Machine {
  readonly home: string;
  /** Where administrators lay settings down, a folder for each program in it. */
  readonly systemFolders: readonly string[];
  /** Folders that sessions of the runtime worked in, the latest last. */
  readonly workFolders: readonly string[];
  /** The folder that settings of a runtime may lie in: whoever keeps them elsewhere at home links them. */
  rootOf(folder: string): string;
}
