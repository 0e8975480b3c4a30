/** What `how` may say: the loader refuses a derivation that nobody would work out. */
export const DERIVATIONS = [
  'count',
  'sum',
  'average',
  'highest',
  'lowest',
  'latest',
  'earliest',
  'list',
  'times',
  'span',
  'ratio',
  'holder',
  'places',
] as const
