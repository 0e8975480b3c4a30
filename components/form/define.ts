/** Registers `<linli-form>`. */
import { define } from '../base/define.js'
import { Form } from './form.js'

define('linli-form', Form)

export { Form }
