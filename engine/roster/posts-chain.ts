/** The five levels of responsibility, lowest first; without them a vacancy would have nobody to stand in. */
import type { PlaceKind } from '../pack/format.js'
import type { Say } from '../types.js'

export interface Level {
  /** 1 at the street, 5 at the building, as the five levels are told. */
  readonly level: number
  readonly post: string
  /** Every place of this kind must have a holder: at itself or, with `above`, anywhere above. */
  readonly at: PlaceKind
  readonly above?: true
  readonly title: Say
}

export const chainPosts: readonly Level[] = [
  { level: 5, post: 'building-leader', at: 'building', title: { zh: '楼长', en: 'Building leader' } },
  { level: 4, post: 'grid-worker', at: 'grid', title: { zh: '网格员', en: 'Grid worker' } },
  { level: 3, post: 'grid-chief', at: 'grid', title: { zh: '网格长', en: 'Grid chief' } },
  { level: 2, post: 'community-lead', at: 'community', title: { zh: '社区主要领导', en: 'Community lead' } },
  // one cadre for each community, or one at the street for several
  {
    level: 1,
    post: 'street-liaison',
    at: 'community',
    above: true,
    title: { zh: '街道联社区干部', en: 'Street liaison' },
  },
]
