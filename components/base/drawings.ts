/**
 * The drawings, each by itself, so that a tag brings along only those it shows: 24 grid, 1.75 line, round ends, solid only
 * where somebody is needed now. Own drawings, inline, no request.
 */
import { svg } from 'lit'

export const onTime = () => svg`<circle cx="12" cy="12" r="8.75"/><path d="m8 12.4 2.8 2.7 5.2-5.7"/>`
export const warn = () => svg`<path d="M12 3.6 21.2 19.8H2.8Z"/><path d="M12 9.8v4.6M12 16.9v.1"/>`
export const late = () =>
  svg`<path class="f" fill-rule="evenodd" d="M4.5 3h15A1.5 1.5 0 0 1 21 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 19.5v-15A1.5 1.5 0 0 1 4.5 3Zm6.4 3.6v7.2h2.2V6.6Zm0 8.9v2.2h2.2v-2.2Z"/>`
export const suspended = () =>
  svg`<rect x="3.8" y="3.8" width="16.4" height="16.4" rx="3"/><path d="M9.6 8.4v7.2M14.4 8.4v7.2"/>`
export const voided = () =>
  svg`<circle cx="12" cy="12" r="8.75" stroke-dasharray="3.3 2.2"/><path d="M6.2 17.8 17.8 6.2"/>`
export const watch = () =>
  svg`<path d="M12 2.8 21.2 12 12 21.2 2.8 12Z"/><path class="f" d="M12 2.8 21.2 12 12 21.2Z"/>`
export const stop = () =>
  svg`<path class="f" fill-rule="evenodd" d="M8.2 2.8h7.6l5.4 5.4v7.6l-5.4 5.4H8.2l-5.4-5.4V8.2Zm-1.7 7.8v2.8h11v-2.8Z"/>`
export const unseen = () => svg`<path d="M7 12h10"/>`
export const yes = () => svg`<path d="m5 12.7 4.6 4.5L19 7"/>`
export const no = () => svg`<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>`
export const street = () => svg`<path d="M4 20.5V6.5M20 20.5V6.5M2.5 6.5h19M5 3.5h14M8.5 10.5h7M4 10.5h16"/>`
export const community = () =>
  svg`<path d="M2.5 12 8 6.5l5.5 5.5M4.5 10.5V20h7M11.5 20v-6.5L16 9l5.5 5M11.5 20H20v-7"/>`
export const grid = () => svg`<path d="M4 4h16v16H4ZM9.33 4v16M14.67 4v16M4 9.33h16M4 14.67h16"/>`
export const building = () =>
  svg`<path d="M5.5 20.5V5l7-1.5v17M12.5 8.5h6v12M3.5 20.5h17M8.5 8.5h1M8.5 12h1M8.5 15.5h1M15.5 12h.1M15.5 15.5h.1"/>`
export const door = () => svg`<path d="M6 20.5V3.5h12v17M3.5 20.5h17M14.5 12v1"/>`
export const stall = () =>
  svg`<path d="M4 10v10.5h16V10M3 9.5l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0ZM8 20.5v-6h8v6"/>`
export const river = () =>
  svg`<path d="M3 8c3-2.5 6 2.5 9 0s6 2.5 9 0M3 13c3-2.5 6 2.5 9 0s6 2.5 9 0M3 18c3-2.5 6 2.5 9 0s6 2.5 9 0"/>`
export const parking = () =>
  svg`<rect x="3.8" y="3.8" width="16.4" height="16.4" rx="2"/><path d="M9.5 17V7.5h3.3a2.9 2.9 0 0 1 0 5.8H9.5"/>`
export const place = () =>
  svg`<path d="M12 21c4.5-4.6 7-8 7-11.2A7 7 0 0 0 5 9.8C5 13 7.5 16.4 12 21Z"/><circle cx="12" cy="9.8" r="2.4"/>`
export const call = () =>
  svg`<path d="M6 3.5h3l1.5 4.5-2 1.7a12 12 0 0 0 5.8 5.8l1.7-2 4.5 1.5v3a2.5 2.5 0 0 1-2.7 2.5A16 16 0 0 1 3.5 6.2 2.5 2.5 0 0 1 6 3.5Z"/>`
export const search = () => svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>`
export const filter = () => svg`<path d="M3.5 5h17l-6.5 8v6.5l-4-2V13Z"/>`
export const photo = () => svg`<path d="M3.5 7.5h4l1.5-3h6l1.5 3h4v12h-17Z"/><circle cx="12" cy="13" r="3.5"/>`
export const speak = () => svg`<path d="M3.5 9.5v5h3.5l6 4.5V5L7 9.5ZM16.5 9a4.5 4.5 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11"/>`
export const write = () => svg`<path d="M4 20l1-4L16.5 4.5l3 3L8 19ZM13.5 7.5l3 3"/>`
export const accept = () =>
  svg`<path d="M3.5 13.5v6h17v-6M3.5 13.5h5l1.5 2.5h4l1.5-2.5h5M12 3.5v8M8.5 8.5 12 12l3.5-3.5"/>`
export const assign = () =>
  svg`<circle cx="16.5" cy="7.5" r="3.2"/><path d="M11.5 20c0-3.6 2-5.7 5-5.7s5 2.1 5 5.7M2.5 10.5h7M7 7.5l3 3-3 3"/>`
export const onScene = () => svg`<path d="M6.5 21V3.5M6.5 4.5h11l-2.5 3.7 2.5 3.8h-11M3.5 21h6"/>`
export const handle = () =>
  svg`<path d="M14 6.5a4.5 4.5 0 0 1 6-2.5l-3 3 .5 2 2 .5 1-1a4.5 4.5 0 0 1-6 5.5L7.5 21 4 17.5l7-7a4.5 4.5 0 0 1 3-4Z"/>`
export const verify = () => svg`<path d="m2.5 13 4 4L15 7M11 16.5l1 .7L21.5 7"/>`
export const escalate = () => svg`<path d="M3.5 20.5h5v-5h5v-5h5v-5M14.5 5.5h6M17.5 2.5l3 3-3 3"/>`
export const sentBack = () => svg`<path d="M9 5 4 10l5 5M4.5 10H15a5 5 0 0 1 0 10h-3"/>`
export const supervise = () => svg`<path d="M5.5 3.5h9l4 4v13h-13ZM14 3.5v4.5h4.5M8.5 12h7M8.5 15h7M8.5 18h4"/>`
export const seal = () =>
  svg`<rect x="4" y="4" width="16" height="16" rx="1.5"/><path d="M8 8h3.5v8H8ZM14.5 8H16v3.5h-2M14.5 14.5V16H16"/>`
export const print = () => svg`<path d="M7 8.5v-5h10v5M7 16.5H3.5v-8h17v8H17M7 13.5h10v7H7Z"/>`
export const table = () => svg`<path d="M3.5 4.5h17v15h-17ZM3.5 9.5h17M3.5 14.5h17M9.5 9.5v10"/>`
export const chart = () => svg`<path d="M3.5 20.5h17M6.5 20v-6M11 20V8.5M15.5 20v-9M20 20V4.5"/>`
export const history = () => svg`<path d="M8 5.5h12.5M8 12h12.5M8 18.5h12.5M3.7 5.5h.6M3.7 12h.6M3.7 18.5h.6"/>`
export const ask = () =>
  svg`<path d="M4 4.5h16v12h-8l-4.5 4v-4H4ZM9.5 8.7a2.5 2.5 0 1 1 3.3 2.4c-.6.2-.8.6-.8 1.2M12 14.3v.1"/>`
export const offline = () =>
  svg`<path d="M7 18.5a4.5 4.5 0 0 1-.5-8.95A6 6 0 0 1 17.8 11a3.8 3.8 0 0 1 1.5 7M3.5 3.5l17 17"/>`
export const sync = () =>
  svg`<path d="M19.5 9A8 8 0 0 0 5 8L3.5 9.5M3.5 4.5v5h5M4.5 15A8 8 0 0 0 19 16l1.5-1.5M20.5 19.5v-5h-5"/>`
export const lock = () =>
  svg`<rect x="4.5" y="10.5" width="15" height="10" rx="1.5"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2"/>`
export const clock = () => svg`<circle cx="12" cy="12" r="8.75"/><path d="M12 6.8V12l3.6 2.2"/>`
export const gap = () =>
  svg`<path d="M4 4h6v6H4ZM14 14h6v6h-6ZM4 14h6v6H4Z"/><path stroke-dasharray="2.2 2.2" d="M14 4h6v6h-6Z"/>`
export const down = () => svg`<path d="m6 9.5 6 6 6-6"/>`
export const right = () => svg`<path d="m9.5 6 6 6-6 6"/>`
export const more = () => svg`<path d="M5.5 12h.1M12 12h.1M18.5 12h.1" stroke-width="2.6"/>`
export const plus = () => svg`<path d="M12 4.5v15M4.5 12h15"/>`
export const person = () => svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c0-4.5 3-7 7.5-7s7.5 2.5 7.5 7"/>`
export const team = () =>
  svg`<circle cx="8.5" cy="8.5" r="3.2"/><circle cx="16.5" cy="9.5" r="2.6"/><path d="M2.5 19.5c0-3.7 2.2-6 6-6s6 2.3 6 6M16 14.5c3.4 0 5.5 1.8 5.5 5"/>`
export const home = () => svg`<path d="M3.5 11.5 12 4l8.5 7.5M6 9.5v11h12v-11M10 20.5v-6h4v6"/>`
export const bolt = () => svg`<path d="M13 3 5.5 13.5H11L10 21l8-11h-5.5Z"/>`
export const fire = () =>
  svg`<path d="M12 3c1 3.5 5.5 5 5.5 10.5a5.5 5.5 0 0 1-11 0c0-2.5 1.5-3.5 2-5.5 1.5.8 2 2 2 3.5C12 9.5 12.5 6 12 3Z"/>`
export const mask = () =>
  svg`<path d="M6 8.5c3-.5 4-1.5 6-1.5s3 1 6 1.5V14c0 2.5-3 4.5-6 4.5S6 16.5 6 14ZM6 10H3v2.5L6 14M18 10h3v2.5L18 14M9 11.5h6M9 14.5h6"/>`
export const drop = () => svg`<path d="M12 3.5c3.5 4.5 5.5 7.3 5.5 10.5a5.5 5.5 0 0 1-11 0c0-3.2 2-6 5.5-10.5Z"/>`
export const wind = () => svg`<path d="M3 9h11a3 3 0 1 0-3-3M3 13h15a3 3 0 1 1-3 3M3 17h7"/>`
export const box = () => svg`<path d="M4 7.5 12 3.5l8 4v9l-8 4-8-4ZM4 7.5l8 4 8-4M12 11.5v9"/>`
export const bin = () => svg`<path d="M4 6.5h16M9 6.5v-3h6v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6"/>`
export const lane = () =>
  svg`<path d="M5 20.5 8 3.5M19 20.5 16 3.5M12 4v2.5M12 9v2"/><rect x="8.5" y="14" width="7" height="5"/>`
export const rule = () =>
  svg`<path d="M4 5.5h9M4 12h6M4 18.5h9M16.5 3.5v5M14 6h5M14.5 12h6M15 16l4.5 4.5M19.5 16 15 20.5"/>`
export const elder = () => svg`<path d="M3 19.5 8.5 5h1L15 19.5M5 14.5h8M16.5 19.5l2.3-6.5h.8L22 19.5M17.5 17h3.7"/>`
