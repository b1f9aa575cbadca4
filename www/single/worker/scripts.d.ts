/** The scripts that a worker may ask for, by their paths in the site; written where the worker is bundled. */
export const SCRIPTS: Readonly<Record<string, () => Promise<unknown>>>;
