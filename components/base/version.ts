/** Without it two copies of Linli on one page could not tell whether they are the same. Equals `version` in package.json. */
export const version = '0.1.0'
