/** Ledger lines for the tree, dashes for what is vacant, and what changes with the width of the tag itself. */
import { css, unsafeCSS } from 'lit'
import { eaveStyles } from '../base/eave.styles.js'
import { fieldStyles } from '../base/field.styles.js'
import { plateStyles } from '../base/plate.styles.js'
import { stateStyles } from '../base/state-mark.styles.js'

const levels = unsafeCSS(
  Array.from(
    { length: 8 },
    (_, i) => `.l${i + 2} .name { padding-inline-start: calc(${i + 1} * var(--_indent)); }`,
  ).join('\n'),
)

/** On a phone, in large type or long words: who answers stands under the place, not beside it. */
const stacked = (where: string) =>
  unsafeCSS(`
  ${where} .cols { grid-template: "place posts" auto "who posts" auto / minmax(0, 1fr) auto; align-content: center; }
  ${where} .cols > .c-place { grid-area: place; }
  ${where} .cols > .c-who { grid-area: who; font-size: var(--_type-xs); white-space: nowrap; }
  ${where} .cols > .c-posts { grid-area: posts; min-inline-size: var(--_target); }
  ${where} .r .c-who { padding-inline-start: 40px; }
  ${where} .r .c-who small { display: inline; }
  ${where} :is(.name > .icon, .r .c-who .icon) { display: none; }
  ${where} .name b { -webkit-line-clamp: 1; }
  ${where} .heads .c-who { display: none; }`)

export const styles = [
  eaveStyles,
  fieldStyles,
  plateStyles,
  stateStyles,
  css`
/* Not on the host: a page's own rules on * would win there. */
.card { container-type: inline-size; }
:host(:state(drawn)) { border: 1px solid var(--_card-line); border-block-start: 0; }
.eave .btn { white-space: nowrap; }
.eave .field { inline-size: 19em; max-inline-size: 100%; min-block-size: var(--_control); position: relative; }
.field :is(input, select):focus-visible { outline: 0; }
.eave .field::after { content: ""; position: absolute; inset: min(0px, (100% - var(--_target)) / 2) 0; }
.eave .field input { position: relative; z-index: 1; }

/* figures: the whole figure is pressed, the number is what is dotted */
.counts { display: flex; flex-wrap: wrap; gap: 0 var(--_space-5); padding: 0 var(--_space-4); border-block-end: 1px solid var(--_line); background: var(--_surface-quiet); color: var(--_text-quiet); }
.count { all: unset; display: inline-flex; gap: .4em; align-items: baseline; min-inline-size: var(--_target); min-block-size: var(--_target); line-height: var(--_target); cursor: pointer; }
.count .n { color: var(--_text); font-size: var(--_type-m); }
.count:hover .n, .count[aria-pressed="true"] .n { text-decoration: underline solid 2px; text-underline-offset: .22em; text-decoration-color: var(--_accent); }
.count[aria-pressed="true"] { color: var(--_text); }
.count:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: -4px; border-radius: var(--_radius-m); }
.only { display: flex; flex-wrap: wrap; align-items: center; gap: var(--_space-2); padding: 0 var(--_space-4); min-block-size: 44px; border-block-end: 1px solid var(--_line); background: var(--_accent-soft); }

/* gaps: a double edge, a list and no alarm */
.gaps { display: grid; border-block-end: 1px solid var(--_line); }
.gaps li { display: grid; grid-template-columns: 22px minmax(8em, 9.5em) 1fr auto; gap: var(--_space-3); padding: 0 var(--_space-4) 0 calc(var(--_space-4) - 4px); min-block-size: var(--_target); padding-block: 3px; align-items: center; border-inline-start: 4px double var(--_warn); }
.gaps li + li { border-block-start: 1px dashed var(--_line); }
.gaps .btn { min-block-size: 30px; }
.gaps b, .gaps li > .icon { color: var(--_warn); }
.gaps .others { grid-template-columns: auto; justify-content: start; }
.to { all: unset; cursor: pointer; position: relative; }
.to::after { content: ""; position: absolute; inset: min(0px, (100% - var(--_target)) / 2) 0; }
.to:hover .plate { box-shadow: inset 0 0 0 2px var(--_accent); }
.to:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: 2px; }

.body { display: grid; grid-template-columns: minmax(0, 1fr) 348px; }
.main { min-inline-size: 0; display: grid; grid-template-rows: minmax(0, auto) 1fr; align-content: start; }

/* the tree: ledger lines, indent by level, names strong only where someone answers */
.tree {
  --_indent: var(--_tree-indent); --_line-of-tree: var(--_tree-row); --_code: minmax(7em, 8.8em); --_posts: 6em; min-inline-size: 0;
  --_cols: minmax(190px, 2.1fr) var(--_code,) minmax(130px, 1.9fr) var(--_homes,) var(--_visited,) var(--_posts);
}
.tree.with-homes { --_homes: 5.2em; }
.tree.with-visited { --_visited: 7.6em; }
.tree.latin { --_posts: 8em; }
.tree.keeps { --_posts: 8em; --_line-of-tree: max(var(--_tree-row), var(--_target)); }
.tree.keeps.latin { --_posts: 10em; }
@media (pointer: coarse) { .tree { --_line-of-tree: max(var(--_tree-row), 48px); } }
.scroll { position: relative; overflow: auto; overflow-anchor: none; max-block-size: var(--linli-roster-height, 562px); scrollbar-width: thin; scrollbar-color: var(--_line-strong) transparent; }
.heads { position: sticky; inset-block-start: 0; z-index: 1; background: var(--_surface); }
.rows { position: relative; overflow: hidden; }
.probe { position: absolute; visibility: hidden; block-size: var(--_line-of-tree); inline-size: 1px; }
.cols { display: grid; grid-template-columns: var(--_cols); align-items: center; padding-inline: var(--_space-2); }
.cols > * { padding-inline: var(--_space-2); min-inline-size: 0; }
.heads .cols { block-size: 32px; color: var(--_text-quiet); border-block-end: 1px solid var(--_line-strong); white-space: nowrap; }
.heads .cols > * { font-size: var(--_type-xs); }
:host(:state(elder)) .heads .cols { block-size: 44px; }
.r { block-size: var(--_line-of-tree); border-block-end: 1px solid var(--_line); cursor: default; }
.r:hover { background: var(--_surface-quiet); }
.r[aria-selected="true"] { background: var(--_accent-soft); box-shadow: inset 4px 0 0 var(--_accent); }
.r[aria-selected="true"]:dir(rtl) { box-shadow: inset -4px 0 0 var(--_accent); }
.r:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: calc(0px - var(--_focus-width)); border-radius: 0; }
.r > * { overflow: hidden; max-block-size: 100%; }
.name { display: flex; align-items: center; gap: 6px; min-inline-size: 0; }
.name .tw { inline-size: 16px; block-size: 16px; color: var(--_text-quiet); flex: none; display: grid; place-items: center; position: relative; }
.r[aria-expanded] .tw { cursor: pointer; }
/* the finger's target: the height of the row, and what is left of the name */
.r[aria-expanded] .tw::after { content: ""; position: absolute; inset-inline: -16px -14px; block-size: var(--_line-of-tree); }
.name .tw .icon { inline-size: 16px; block-size: 16px; }
.name .tw:dir(rtl) .icon { transform: scaleX(-1); }
.name > .icon { color: var(--_text-quiet); inline-size: 18px; block-size: 18px; }
:host(:state(elder)) .name :is(.tw, .tw .icon, .icon) { inline-size: 24px; block-size: 24px; }
/* two lines at most: a row that ends in … would not say which building it is */
.name b { min-inline-size: 0; overflow: hidden; line-height: 1.25; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow-wrap: anywhere; }
.small .name b { font-weight: 400; }
.l1 .name b { font-weight: 700; }
${levels}
.r .c-code { color: var(--_text-quiet); font-size: var(--_type-xs); white-space: nowrap; text-overflow: ellipsis; }
.r .c-code span { unicode-bidi: isolate; direction: ltr; }
.r .c-who { white-space: nowrap; text-overflow: ellipsis; }
.r .c-who small { color: var(--_text-quiet); font-size: var(--_type-xs); margin-inline-start: .15em; }
.r[aria-selected="true"] :is(.c-who small, .c-code) { color: var(--_text); }
.r .num, .r .c-posts { white-space: nowrap; }
.endnote { padding: var(--_space-2) var(--_space-4); color: var(--_text-quiet); font-size: var(--_type-xs); display: flex; gap: 0 var(--_space-4); flex-wrap: wrap; align-items: center; align-self: start; }
.endnote > span { padding-block: var(--_space-1); }
.endnote > span:empty { display: none; }
.endnote .folds { margin-inline-start: auto; display: flex; padding: 0; }
.endnote .btn { min-block-size: 30px; }

.r .c-posts { display: flex; align-items: center; justify-content: space-between; block-size: 100%; overflow: clip visible; }
.more { all: unset; position: relative; display: grid; place-items: center; inline-size: 28px; block-size: 28px; margin-inline-start: auto; border-radius: var(--_radius-s); color: var(--_text-quiet); cursor: pointer; }
.more::after { content: ""; position: absolute; inset-block: calc((100% - var(--_target)) / 2 - 1px); inset-inline: calc(28px - var(--_target)) -8px; }
.more:is(:hover, :focus-visible) { color: var(--_text); background: var(--_surface-sunken); }
.more:focus-visible { outline: var(--_focus-width) solid var(--_focus); }

/* the chain: five rungs, the line between them, dashed where nobody stands */
.chain { border-inline-start: 1px solid var(--_line); background: var(--_surface-quiet); padding: var(--_space-4); display: grid; align-content: start; gap: var(--_space-3); min-inline-size: 0; }
.chain h3 { font-size: var(--_type-m); display: flex; flex-wrap: wrap; gap: var(--_space-2); align-items: center; }
:host(:state(elder)) .body { grid-template-columns: minmax(0, 1fr) 430px; }

.mid { min-block-size: 280px; }

@media (forced-colors: active) { .r[aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; } }
@container (max-width: 820px) {
  .body, :host(:state(elder)) .body { grid-template-columns: minmax(0, 1fr); }
  .chain { border-inline-start: 0; border-block-start: 1px solid var(--_line); }
}
@container (max-width: 1250px) {
  :host(:state(elder)) .tree { --_code: ; }
  :host(:state(elder)) .cols > .c-code { display: none; }
  :host(:state(elder)) .r .c-who small { display: block; margin: 0; overflow: hidden; text-overflow: ellipsis; }
}
@container (max-width: 820px) {
  .tree.latin { --_code: ; }
  .latin .cols > .c-code { display: none; }
}
@container (max-width: 680px) {
  .tree, .tree.with-visited { --_code: ; --_visited: ; }
  .cols > :is(.c-code, .c-visited) { display: none; }
  .latin .r .c-who { line-height: 1.25; }
  .latin .r .c-who small { display: block; margin: 0; overflow: hidden; text-overflow: ellipsis; }
}
@container (max-width: 900px) {
  :host(:state(elder)) .tree { --_homes: ; --_visited: ; }
  :host(:state(elder)) .cols > :is(.c-homes, .c-visited) { display: none; }
}
@container (max-width: 1100px) {
  :host(:state(elder)) .body { grid-template-columns: minmax(0, 1fr); }
  :host(:state(elder)) .chain { border-inline-start: 0; border-block-start: 1px solid var(--_line); }
}
@container (max-width: 520px) {
  .tree { --_cols: minmax(0, 1.25fr) minmax(0, 1fr) var(--_posts); --_indent: 12px; --_line-of-tree: max(var(--_tree-row), 48px); }
  .cols > .c-homes { display: none; }
  .r .c-who { white-space: normal; line-height: 1.25; }
  .r .c-who small { display: block; margin: 0; }
  .name { gap: 4px; }
  .gaps { display: none; }
  .chain { order: -1; border-block: 0 1px solid var(--_line); border-block-end: 1px solid var(--_line); }
  /* what is searched for stands where it is typed */
  .searching .chain { order: 0; }
  .eave .tools { margin: 0; inline-size: 100%; }
  .eave .tools .field { flex: 1; }
  .eave .tools .btn { display: none; }
  .counts { gap: 0 var(--_space-4); }
  .endnote .keys { display: none; }
  ${stacked(':host(:state(elder))')}
  ${stacked('.latin')}
  ${stacked('.keeps')}
  :host(:state(elder)) .tree { --_indent: 8px; }
  :host(:state(elder)) .latin .cols { grid-template-columns: minmax(0, 1fr) min-content; }
  :host(:state(elder)) .latin .r .c-posts .st { white-space: normal; line-height: 1.15; }
}
@media print {
  .body { display: block; }
  .scroll { max-block-size: none; overflow: visible; }
  .heads { position: static; }
  .r { break-inside: avoid; }
  .chain { border: 0; break-inside: avoid; }
  .endnote .keys, .endnote .folds, .only .btn, .field, .more { display: none; }
}
`,
]
