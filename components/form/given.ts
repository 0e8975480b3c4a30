/** The attribute `given`: what cannot be read there is told to whoever wrote the page, and the form asks everything. */
import type { ComplexAttributeConverter } from 'lit'
import type { Data } from '../../engine/types.js'

export const given: ComplexAttributeConverter<Data> = {
  fromAttribute(text) {
    try {
      const data = JSON.parse(text ?? '{}') as unknown
      if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Data
    } catch {
      // told below, like any other text that is no object
    }
    console.warn(`<linli-form> given='${text}' is no JSON object; write it as {"source":"resident"}.`)
    return {}
  },
}
