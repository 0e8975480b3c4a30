/** Files that stand in a test and not on a web server. */

/** Reads them by their addresses, laid out over several lines as people write them. @throws where there is none */
export const reading =
  (files: Readonly<Record<string, unknown>>) =>
  (address: string): Promise<string> =>
    address in files ? Promise.resolve(JSON.stringify(files[address], null, 1)) : Promise.reject(new Error(address))
