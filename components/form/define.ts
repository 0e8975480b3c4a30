/** Registers `<linli-form>` and the pad that it asks signatures on. */
import { define } from '../base/define.js'
import '../signature-pad/define.js'
import { Form } from './form.js'

define('linli-form', Form)

export { Form }
