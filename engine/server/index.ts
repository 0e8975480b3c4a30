/** What a server is put together from: for whoever runs it inside a program of their own. */
export { systemClock } from '../time/clock.js'
export { openEmbedded, openPostgres } from './database.js'
export { eraseWhole } from './erase.js'
export { putPlaces } from './places.js'
export { prepare, restored } from './schema.js'
export { serverOf } from './server.js'
export { claimsOf, makeToken } from './tokens.js'
