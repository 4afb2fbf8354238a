// SPDX-License-Identifier: Apache-2.0
// What the marks of authors use of CodeMirror 6, beside codemirror.d.ts.

declare module "#codemirror" {
  export interface Decoration {
    readonly spec: { attributes: Record<string, string> }
  }
  export interface DecorationSet {
    between(
      from: number, to: number, visit: (from: number, to: number, value: Decoration) => void | false,
    ): void
    update(spec: {
      filterFrom: number
      filterTo: number
      filter: (from: number, to: number) => boolean
      add: readonly unknown[]
      sort: boolean
    }): DecorationSet
  }
}
