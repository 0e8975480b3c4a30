export function withTightCss(code: string): string
