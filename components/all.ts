/** The one file for a page without a build step: loading it registers every tag. */
import { defineAll } from './tags.js'

export { defineAll }

defineAll()
