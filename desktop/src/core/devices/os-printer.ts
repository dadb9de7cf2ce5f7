/**
 * Printers of the operating system, as a host gives them. A host without them (a browser) prints in
 * the till's own window instead: it takes the page and shows the browser's print dialogue.
 */
export interface OsPrinter {
  /** Names of the printers that there are. */
  readonly list: () => Promise<readonly string[]>;
  /** Prints a whole HTML document; null is the printer used by default. Throws where it cannot. */
  readonly print: (page: {
    readonly html: string;
    readonly printer: string | null;
  }) => Promise<void>;
}
