/** Where a key leads in the squares, as the ARIA Authoring Practices have it for a grid; what is no stall is stepped over. */
import type { Squares } from './squares.js'

/** Index of the square to go to; undefined where the key means nothing here. The map never turns with the writing. */
export function squareFor(
  key: string,
  control: boolean,
  at: number,
  { columns, squares }: Squares,
): number | undefined {
  const rows = Math.ceil(squares.length / columns)
  const [col, row] = [at % columns, Math.floor(at / columns)]
  const along = (indices: readonly number[]) => indices.find((index) => squares[index]?.what === 'stall') ?? at
  const range = (count: number) => Array.from({ length: count }, (_, i) => i)
  const inRow = range(columns).map((each) => row * columns + each)
  const inColumn = range(rows).map((each) => each * columns + col)
  switch (key) {
    case 'ArrowRight':
      return along(inRow.slice(col + 1))
    case 'ArrowLeft':
      return along(inRow.slice(0, col).toReversed())
    case 'ArrowDown':
      return along(inColumn.slice(row + 1))
    case 'ArrowUp':
      return along(inColumn.slice(0, row).toReversed())
    case 'PageDown':
      return along(inColumn.toReversed())
    case 'PageUp':
      return along(inColumn)
    case 'Home':
      return along(control ? range(squares.length) : inRow)
    case 'End':
      return along((control ? range(squares.length) : inRow).toReversed())
  }
  return undefined
}
