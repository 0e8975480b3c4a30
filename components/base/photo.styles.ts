/** Photos: small ones in a row, one of them large. */
import { css } from 'lit'

export const photoStyles = css`
.photo { display: block; inline-size: 100%; background: var(--_surface-sunken); }
.photo.absent { display: grid; place-content: center; justify-items: center; gap: 4px; padding: var(--_space-2); color: var(--_text-quiet); font-size: var(--_type-xs); text-align: center; }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(128px, 100%), 1fr)); gap: var(--_space-2); }
.photos button { display: grid; gap: 4px; inline-size: 100%; padding: 0; border: 0; background: none; text-align: start; font-size: var(--_type-xs); color: var(--_text-quiet); cursor: zoom-in; }
.photos .photo { aspect-ratio: 4 / 3; object-fit: cover; }
.album { max-inline-size: min(1280px, calc(100vw - 24px)); inline-size: fit-content; min-inline-size: min(480px, calc(100vw - 24px)); }
.album .eave { position: sticky; inset-block-start: 0; background: var(--_surface); }
.album small { font-size: var(--_type-xs); font-weight: 400; }
.album > .photo { inline-size: auto; max-inline-size: 100%; max-block-size: calc(100dvh - 120px); margin-inline: auto; object-fit: contain; }
.album > .photo:is(span) { min-block-size: 240px; }
`
