/** Kinds of places in words: without them a sentence about a place would hold a code. */
import type { PlaceKind } from '../pack/format.js'

export const kindTitles: Readonly<Record<PlaceKind, { readonly zh: string; readonly en: string }>> = {
  province: { zh: '省', en: 'province' },
  city: { zh: '市', en: 'city' },
  district: { zh: '区县', en: 'district' },
  street: { zh: '街道', en: 'street' },
  community: { zh: '社区', en: 'community' },
  compound: { zh: '小区', en: 'compound' },
  grid: { zh: '网格', en: 'grid' },
  building: { zh: '楼栋', en: 'building' },
  unit: { zh: '单元', en: 'unit' },
  dwelling: { zh: '户', en: 'dwelling' },
  shop: { zh: '店铺', en: 'shop' },
  hall: { zh: '市场', en: 'hall' },
  block: { zh: '格', en: 'block' },
  stall: { zh: '商位', en: 'stall' },
  station: { zh: '驿站', en: 'station' },
  river: { zh: '河道', en: 'river' },
  gate: { zh: '卡口', en: 'gate' },
  parking: { zh: '车位', en: 'parking' },
  device: { zh: '设备', en: 'device' },
  office: { zh: '办公点', en: 'office' },
}
