/** What a book with expected dossiers needs beside all others, as it loads late (engine/late.ts). */
export { comingOf } from './coming.js'
export { Expected } from './expected.js'
