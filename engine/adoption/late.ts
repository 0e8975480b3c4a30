/** The rules as a page asks for them: what makes proposals loads with the first question. */
import type { Rules } from './view.js'

export const lateRules = (open: () => Promise<Rules>): Rules => ({
  state: async () => (await open()).state(),
  look: async () => (await open()).look(),
  propose: async (texts) => (await open()).propose(texts),
  adopt: async (proposal, why) => (await open()).adopt(proposal, why),
  setAside: async (proposal, why) => (await open()).setAside(proposal, why),
  takeBack: async (why) => (await open()).takeBack(why),
})
