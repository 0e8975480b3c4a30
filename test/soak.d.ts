/** True under `npm run soak`; served by the test runner (scripts/soak.mjs). */
export declare const soak: boolean
