/** Files of rules lie in one folder and name each other without it. */

/** Address of a file beside another, for URLs and plain paths alike. */
export const beside = (address: string, name: string): string =>
  address.replace(/[?#].*$/, '').replace(/[^/]*$/, '') + name
