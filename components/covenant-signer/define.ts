/** Registers `<linli-covenant-signer>` and the pad it is made of. */
import { define } from '../base/define.js'
import '../signature-pad/define.js'
import { CovenantSigner } from './covenant-signer.js'

define('linli-covenant-signer', CovenantSigner)

export { CovenantSigner }
