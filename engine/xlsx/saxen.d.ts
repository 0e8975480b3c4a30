declare module 'saxen' {
  type Decode = (text: string) => string
  export class Parser {
    on(
      event: 'openTag',
      see: (name: string, attributes: () => Readonly<Record<string, string>>, decode: Decode) => void,
    ): this
    on(event: 'closeTag', see: (name: string) => void): this
    on(event: 'text', see: (text: string, decode: Decode) => void): this
    on(event: 'cdata', see: (text: string) => void): this
    on(event: 'error', see: (error: Error) => void): this
    parse(xml: string): this
  }
}
