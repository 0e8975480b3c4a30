/** Cells as people call them: without this file a mistake would stand in "row 7, column 2" instead of in B7. */

/** What Excel can hold. */
export const MOST_ROWS = 1_048_576
export const MOST_COLUMNS = 16_384

/** `B7`; row and column from 1. */
export function cellAddress(row: number, column: number): string {
  let letters = ''
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  }
  return `${letters}${row}`
}

/** Row and column of `B7`, from 1; undefined where it is no cell that Excel could hold. */
export function cellAt(address: string): { readonly row: number; readonly column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?([0-9]{1,7})$/.exec(address) ?? []
  if (letters === undefined) return undefined
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  const row = Number(digits)
  return row >= 1 && row <= MOST_ROWS && column <= MOST_COLUMNS ? { row, column } : undefined
}
