/** Asks for the schemas only when a text is new: compiled, they are a fifth of all that a page would load. */
import type { Json } from '../types.js'
import { unchecked } from './told.js'
import type { Teller } from './trouble.js'

export { edition } from '../generated/edition.js'

/** What a file is, as its schema is called. */
export type Shape = 'community' | 'pack' | 'people' | 'roster'

/** Tells what is wrong with the shape of a value, one sentence a mistake. Answers whether it is right. */
export type CheckShape = (value: Json, shape: Shape, teller: Teller) => boolean

/** For what was found right before, by the same edition of the schemas. */
export const trusted: CheckShape = () => true

const refused: CheckShape = (_value, _shape, teller) => {
  teller.error([], unchecked('validators.js'))
  return false
}

export const shapeCheck = (): Promise<CheckShape> =>
  import('./validators.js').then(
    ({ checkShape }) => checkShape,
    () => refused,
  )

/** @param good the text of this file as it was last found right */
export const checkFor = async (text: string, good: unknown): Promise<CheckShape> =>
  text === good ? trusted : shapeCheck()
