/** Every colour, size and speed of the look, so that a page may set any of them and a page that sets none looks the same. */
import { unsafeCSS } from 'lit'

// A page sets `--linli-accent` on any ancestor or on the element itself. A `:host { --linli-accent: … }` in here would hide
// what is inherited, so each element resolves its own private name instead: `--_accent: var(--linli-accent, <default>)`.
// Sheets of components read the private names only.

/** Base palette: white wall, dark tile, indigo cloth, one red seal 粉墙黛瓦、蓝印花布、一方朱印. Never read by a component. */
const wall = ['#ffffff', '#faf9f5', '#f2f1ea', '#e3e2d8']
const tile = ['', '#e9ece6', '#adb8b6', '#72817f', '#566562', '#3b4a4c', '#2b383b', '#202b2e', '#182124', '#10171a']
const night = ['', '#131b1e', '#1d272a', '#303d41', '#1d3448']
const indigo = { 1: '#e8eff6', 3: '#94bfe6', 5: '#22598c', 6: '#1b4a77' }
const pine = { 1: '#e5f0e7', 3: '#8ecba3', 6: '#20603f', 8: '#17301f' }
const ochre = { 1: '#fbefcf', 3: '#ecc266', 6: '#785000', 8: '#382a0c' }
const brick = { 1: '#fae8e2', 3: '#f5a48f', 5: '#c24a34', 6: '#9a2d1a', 8: '#421a12' }
const dusk = { 1: '#ebeaf4', 3: '#bdb8e0', 6: '#524c7d', 8: '#2a2740' }
const ash = { 1: '#eeeee8', 3: '#a9b0ab', 6: '#5d635f', 8: '#252c2d' }

/** Semantic colours: light, dark, and what stands for it in forced colours. Words ≥ 4.5:1 on their ground, edges ≥ 3:1. */
const colours: Record<string, readonly [string | undefined, string | undefined, string]> = {
  page: [wall[2], tile[9], 'Canvas'],
  surface: [wall[0], tile[8], 'Canvas'],
  'surface-quiet': [wall[1], night[2], 'Canvas'],
  'surface-sunken': [wall[2], night[1], 'Canvas'],
  line: [wall[3], night[3], 'CanvasText'],
  'line-strong': [tile[3], tile[3], 'CanvasText'],
  eave: [tile[7], tile[2], 'CanvasText'],
  text: [tile[8], tile[1], 'CanvasText'],
  'text-quiet': [tile[4], tile[2], 'CanvasText'],
  accent: [indigo[6], indigo[3], 'LinkText'],
  'on-accent': [wall[0], tile[9], 'Canvas'],
  'accent-soft': [indigo[1], night[4], 'Canvas'],
  plate: [indigo[6], indigo[5], 'Canvas'],
  'on-plate': [wall[0], wall[0], 'CanvasText'],
  focus: [indigo[5], indigo[3], 'Highlight'],
  seal: ['#b22222', '#f0695f', 'CanvasText'],
  mark: [tile[5], tile[3], 'CanvasText'],
  'mark-quiet': [tile[3], tile[3], 'CanvasText'],
  'on-time': [pine[6], pine[3], 'CanvasText'],
  'on-time-soft': [pine[1], pine[8], 'Canvas'],
  warn: [ochre[6], ochre[3], 'CanvasText'],
  'warn-soft': [ochre[1], ochre[8], 'Canvas'],
  late: [brick[6], brick[3], 'CanvasText'],
  'late-soft': [brick[1], brick[8], 'Canvas'],
  suspended: [dusk[6], dusk[3], 'CanvasText'],
  'suspended-soft': [dusk[1], dusk[8], 'Canvas'],
  void: [ash[6], ash[3], 'CanvasText'],
  'void-soft': [ash[1], ash[8], 'Canvas'],
  watch: [ochre[6], ochre[3], 'CanvasText'],
  'watch-soft': [ochre[1], ochre[8], 'Canvas'],
  stop: [brick[6], brick[3], 'CanvasText'],
  'stop-soft': [brick[1], brick[8], 'Canvas'],
  solid: [brick[6], brick[5], 'CanvasText'],
  'on-solid': [wall[0], wall[0], 'Canvas'],
}

// px, never rem: a host page may change the root size. Chinese below 13 px is not used.
const sizes: Record<string, string> = {
  font: '"PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", system-ui, sans-serif',
  'font-read': '"Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif',
  'type-xs': '13px',
  'type-s': '14px',
  'type-m': '16px',
  'type-l': '18px',
  'type-xl': '22px',
  'type-2xl': '28px',
  'type-3xl': '40px',
  'type-read': '20px',
  leading: '1.6',
  'leading-dense': '1.4',
  'leading-head': '1.25',
  weight: '400',
  'weight-bold': '600',
  'space-1': '4px',
  'space-2': '8px',
  'space-3': '12px',
  'space-4': '16px',
  'space-5': '24px',
  'space-6': '32px',
  'space-7': '48px',
  target: '44px',
  control: '36px',
  row: '40px',
  icon: '20px',
  'radius-s': '2px',
  'radius-m': '4px',
  'radius-l': '6px',
  'eave-width': '3px',
  float: '0 1px 2px rgb(16 23 26 / .12), 0 12px 32px rgb(16 23 26 / .18)',
  scrim: 'rgb(16 23 26 / .56)',
  'focus-width': '3px',
  'focus-gap': '2px',
  quick: '120ms',
  calm: '220ms',
  press: '320ms',
  ease: 'cubic-bezier(.2, .7, .2, 1)',
}

/** Names of components, each with the semantic name it falls back to. */
const parts: Record<string, string> = {
  'button-bg': 'var(--_accent)',
  'button-text': 'var(--_on-accent)',
  'button-radius': 'var(--_radius-m)',
  'plate-bg': 'var(--_plate)',
  'plate-text': 'var(--_on-plate)',
  'card-line': 'var(--_line)',
  'ruler-track': 'var(--_surface-sunken)',
  'ruler-tick': 'var(--_line-strong)',
  'tree-indent': '22px',
  'tree-row': 'var(--_row)',
  'lane-number': 'var(--_type-3xl)',
}

// One number moves everything 长者模式; nothing is faint for an old eye.
const elder: Record<string, string> = {
  elder: 'clamp(18px, var(--linli-elder, 22px), 30px)',
  'type-xs': '18px',
  'type-s': 'max(18px, calc(var(--_elder) * 1.25 - 7.5px))', // 20 px usually, and 30 where 30 was asked for
  'type-m': 'var(--_elder)',
  'type-l': 'calc(var(--_elder) * 1.15)',
  'type-xl': 'calc(var(--_elder) * 1.36)',
  'type-2xl': 'calc(var(--_elder) * 1.6)',
  'type-3xl': 'calc(var(--_elder) * 2.2)',
  target: '60px',
  control: '60px',
  row: '72px',
  icon: '28px',
  'text-quiet': 'var(--_text)',
  weight: '500',
  'weight-bold': '700',
  'radius-m': '8px',
  'focus-width': '5px',
  'leading-dense': '1.5',
}
const densities: Record<string, Record<string, string>> = {
  // arm's length, gloves
  kiosk: {
    'type-xs': '18px',
    'type-s': '20px',
    'type-m': '22px',
    'type-l': '26px',
    'type-xl': '34px',
    'type-2xl': '44px',
    'type-3xl': '64px',
    target: '60px',
    control: '64px',
    row: '76px',
    icon: '30px',
    'eave-width': '5px',
    'space-4': '20px',
    'space-5': '28px',
    'space-6': '40px',
    'radius-m': '6px',
    'focus-width': '6px',
  },
  // read from three metres, still dense
  room: {
    'type-xs': '14px',
    'type-s': '15px',
    'type-m': '17px',
    'type-l': '20px',
    'type-xl': '27px',
    'type-2xl': '34px',
    'type-3xl': '56px',
  },
  // a screen of 75 inches on the wall, read from five metres: 26 px are 22 mm there
  wall: {
    'type-xs': '20px',
    'type-s': '21px',
    'type-m': '26px',
    'type-l': '28px',
    'type-xl': '38px',
    'type-2xl': '44px',
    'type-3xl': '76px',
    icon: '28px',
    target: '48px',
    control: '48px',
  },
  // a phone in the street
  field: { control: '48px', row: '64px' },
}

const lines = (values: Record<string, string>, value = (_name: string, own: string) => own) =>
  Object.entries(values)
    .map(([name, own]) => `--_${name}: ${value(name, own)};`)
    .join(' ')
const pick = (column: (colour: readonly [string | undefined, string | undefined, string]) => string) =>
  Object.fromEntries(Object.entries(colours).map(([name, colour]) => [name, column(colour)]))
const open = (name: string, own: string) => `var(--linli-${name}, ${own})`

/** Names of the densities that `density` may carry. */
export const densityNames: readonly string[] = Object.keys(densities)

export const tokens = unsafeCSS(`
:host {
  ${lines(
    pick(([light]) => light!),
    open,
  )}
  ${lines(sizes, open)}
  ${lines(parts, open)}
}
@supports (color: light-dark(#000, #fff)) { :host { ${lines(
  pick(([light, dark]) => `light-dark(${light}, ${dark})`),
  open,
)} } }
${Object.entries(densities)
  .map(([name, values]) => `:host(:state(${name})) { ${lines(values)} }`)
  .join('\n')}
:host(:state(elder)) { ${lines(elder)} }
@media (prefers-reduced-motion: reduce) { :host { --_quick: 0ms; --_calm: 0ms; --_press: 0ms; } }
@media (forced-colors: active) { :host { ${lines(pick(([, , forced]) => forced))} } }
@media print {
  :host {
    color-scheme: light; --_page: #fff; --_surface: #fff; --_surface-quiet: #fff; --_surface-sunken: #fff; --_text: #000; --_text-quiet: #333;
    --_line: #999; --_eave: #000; --_plate: #fff; --_on-plate: #000;
  }
}`)
