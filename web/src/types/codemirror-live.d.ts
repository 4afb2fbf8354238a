// SPDX-License-Identifier: Apache-2.0
// What the live page and the commands use of CodeMirror 6, beside codemirror.d.ts.

declare module "#codemirror" {
  export interface Text {
    readonly children: readonly Text[] | null
  }
  export abstract class WidgetType {
    abstract toDOM(view: EditorView): HTMLElement
    eq(other: WidgetType): boolean
    updateDOM(element: HTMLElement, view: EditorView): boolean
    ignoreEvent(event: Event): boolean
    readonly estimatedHeight: number
  }
  export interface DecorationSet {
    map(changes: ChangeSet): DecorationSet
    between(from: number, to: number, visit: (from: number, to: number) => void | false): void
  }
  export interface SyntaxNode {
    readonly node: SyntaxNode
    readonly parent: SyntaxNode | null
    readonly firstChild: SyntaxNode | null
    readonly lastChild: SyntaxNode | null
    readonly nextSibling: SyntaxNode | null
    readonly prevSibling: SyntaxNode | null
    getChild(name: string): SyntaxNode | null
    getChildren(name: string): SyntaxNode[]
  }
  export interface Tree {
    resolveInner(position: number, side?: -1 | 0 | 1): SyntaxNode
  }
  export interface Tooltip {
    pos: number
    end?: number
    above?: boolean
    arrow?: boolean
    create(view: EditorView): { dom: HTMLElement; update?(update: ViewUpdate): void; destroy?(): void }
  }
  export const showTooltip: Facet<Tooltip | null> & {
    from(field: StateField<Tooltip | null>): Extension
    computeN(
      fields: readonly (StateField<any> | "doc" | "selection")[],
      get: (state: EditorState) => readonly (Tooltip | null)[],
    ): Extension
    compute(
      fields: readonly (StateField<any> | "doc" | "selection")[],
      get: (state: EditorState) => Tooltip | null,
    ): Extension
  }
  export function tooltips(config: {
    position?: "fixed" | "absolute"
    tooltipSpace?: (view: EditorView) => { top: number, left: number, bottom: number, right: number }
  }): Extension
  export const indentUnit: Facet<string>
  export function indentMore(view: EditorView): boolean
  export function indentLess(view: EditorView): boolean
}
