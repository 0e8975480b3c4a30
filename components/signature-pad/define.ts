/** Registers `<linli-signature-pad>`. */
import { define } from '../base/define.js'
import { SignaturePad } from './signature-pad.js'

define('linli-signature-pad', SignaturePad)

export { SignaturePad }
