// SPDX-License-Identifier: Apache-2.0
// What comes without types of its own.

declare module "turndown/lib/turndown.es.js" {
  export interface Rule {
    filter: string | string[] | ((node: globalThis.Node) => boolean)
    replacement(content: string, node: globalThis.Node & { parentNode: Element | null }): string
  }
  export default class TurndownService {
    constructor(options: Record<string, string>)
    addRule(name: string, rule: Rule): this
    remove(names: string[]): this
    turndown(input: string | Element): string
  }
}

declare module "*.md" {
  const text: string
  export default text
}
