// SPDX-License-Identifier: Apache-2.0
// The part of CodeMirror 6 that this project uses; the bundle comes without types.

declare module "#codemirror" {
  export type Extension = { extension: Extension } | readonly Extension[]

  export interface Text {
    readonly length: number
    readonly lines: number
    lineAt(position: number): Line
    line(number: number): Line
    sliceString(from: number, to?: number, lineSeparator?: string): string
    iterLines(from?: number, to?: number): Iterable<string>
    toString(): string
  }
  export interface Line {
    readonly from: number
    readonly to: number
    readonly number: number
    readonly text: string
  }
  export class SelectionRange {
    readonly from: number
    readonly to: number
    readonly anchor: number
    readonly head: number
    readonly empty: boolean
  }
  export const ChangeSet: {
    of(changes: readonly ChangeSpec[], length: number, lineSeparator?: string): ChangeSet
  }
  export class EditorSelection {
    readonly main: SelectionRange
    eq(other: EditorSelection): boolean
    static cursor(position: number, associativity?: number): SelectionRange
    static range(anchor: number, head: number): SelectionRange
  }
  export interface ChangeSet {
    readonly empty: boolean
    readonly length: number
    compose(other: ChangeSet): ChangeSet
    map(other: ChangeSet, isBefore?: boolean): ChangeSet
    mapPos(position: number, associativity?: number): number
    readonly invertedDesc: { mapPos(position: number, associativity?: number): number }
    iterChanges(
      visit: (fromA: number, toA: number, fromB: number, toB: number, inserted: Text) => void,
      individual?: boolean,
    ): void
  }
  export interface ChangeSpec {
    from: number
    to?: number
    insert?: string
  }
  export interface AnnotationType<T> {
    of(value: T): Annotation<T>
  }
  export class Annotation<T> {
    readonly value: T
    static define<T>(): AnnotationType<T>
  }
  export interface StateEffectType<T> {
    of(value: T): StateEffect<T>
  }
  export class StateEffect<T> {
    readonly value: T
    is<U>(type: StateEffectType<U>): this is StateEffect<U>
    static define<T>(): StateEffectType<T>
  }
  export interface TransactionSpec {
    changes?: ChangeSpec | ChangeSet | readonly ChangeSpec[]
    selection?: SelectionRange | { anchor: number; head?: number }
    effects?: StateEffect<any> | readonly StateEffect<any>[]
    annotations?: Annotation<any> | readonly Annotation<any>[]
    userEvent?: string
    scrollIntoView?: boolean
    filter?: boolean
    sequential?: boolean
  }
  export class Transaction {
    readonly startState: EditorState
    readonly state: EditorState
    readonly newDoc: Text
    readonly changes: ChangeSet
    readonly docChanged: boolean
    readonly selection: EditorSelection | undefined
    readonly effects: readonly StateEffect<any>[]
    annotation<T>(type: AnnotationType<T>): T | undefined
    isUserEvent(event: string): boolean
  }
  export class StateField<T> {
    readonly extension: Extension
    init(create: (state: EditorState) => T): Extension
    static define<T>(config: {
      create(state: EditorState): T
      update(value: T, transaction: Transaction): T
      provide?(field: StateField<T>): Extension
    }): StateField<T> & Extension
  }
  export interface Facet<Input> {
    of(value: Input): Extension
    compute(
      fields: readonly (StateField<any> | "doc" | "selection")[], get: (state: EditorState) => Input,
    ): Extension
  }
  export class Compartment {
    of(extension: Extension): Extension
    reconfigure(extension: Extension): StateEffect<unknown>
  }
  export class EditorState {
    readonly doc: Text
    readonly readOnly: boolean
    readonly selection: EditorSelection
    field<T>(field: StateField<T>): T
    field<T>(field: StateField<T>, require: false): T | undefined
    update(...specs: TransactionSpec[]): Transaction
    changes(spec: readonly ChangeSpec[]): ChangeSet
    static create(config: { doc?: string; extensions?: Extension }): EditorState
    static readonly lineSeparator: Facet<string>
    static readonly readOnly: Facet<boolean>
    static readonly transactionFilter: Facet<
      (transaction: Transaction) => TransactionSpec | Transaction | readonly (TransactionSpec | Transaction)[]
    >
  }
  export const Prec: Record<"highest" | "high" | "low" | "lowest", (extension: Extension) => Extension>

  export interface ViewUpdate {
    readonly view: EditorView
    readonly state: EditorState
    readonly startState: EditorState
    readonly transactions: readonly Transaction[]
    readonly docChanged: boolean
    readonly selectionSet: boolean
    readonly viewportChanged: boolean
    readonly focusChanged: boolean
    readonly geometryChanged: boolean
  }
  export class EditorView {
    constructor(config: {
      state: EditorState
      parent?: Element
      dispatchTransactions?: (transactions: readonly Transaction[], view: EditorView) => void
    })
    readonly state: EditorState
    readonly dom: HTMLElement
    readonly contentDOM: HTMLElement
    readonly scrollDOM: HTMLElement
    readonly hasFocus: boolean
    readonly composing: boolean
    readonly viewport: { from: number; to: number }
    posAtCoords(coordinates: { x: number; y: number }): number | null
    posAtDOM(node: Node, offset?: number): number
    coordsAtPos(position: number, side?: -1 | 1): { top: number; bottom: number; left: number; right: number } | null
    readonly visibleRanges: readonly { from: number; to: number }[]
    plugin<T>(plugin: ViewPlugin<T>): T | null
    dispatch(...specs: TransactionSpec[]): void
    update(transactions: readonly Transaction[]): void
    setState(state: EditorState): void
    focus(): void
    setTabFocusMode(to?: boolean | number): void
    destroy(): void
    static theme(rules: Record<string, Record<string, unknown>>): Extension
    static readonly lineWrapping: Extension
    static readonly perLineTextDirection: Facet<boolean>
    static readonly editable: Facet<boolean>
    static readonly contentAttributes: Facet<Record<string, string>>
    static readonly decorations: Facet<DecorationSet | ((view: EditorView) => DecorationSet)> & {
      from(field: StateField<DecorationSet>): Extension
    }
    requestMeasure(): void
    static readonly atomicRanges: Facet<(view: EditorView) => DecorationSet>
    static readonly editorAttributes: Facet<Record<string, string>>
    static readonly inputHandler: Facet<(view: EditorView, from: number, to: number, text: string) => boolean>
    static readonly updateListener: Facet<(update: ViewUpdate) => void>
    static domEventHandlers(handlers: {
      [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name], view: EditorView) => boolean | void
    }): Extension
    static scrollMargins: Facet<(view: EditorView) => { top?: number; bottom?: number; left?: number; right?: number } | null>
    static scrollIntoView(position: number, options?: { y?: "center" | "nearest" | "start"; yMargin?: number }): StateEffect<unknown>
  }
  export interface KeyBinding {
    key?: string
    run?: (view: EditorView) => boolean
    shift?: (view: EditorView) => boolean
    preventDefault?: boolean
  }
  export const keymap: Facet<readonly KeyBinding[]>
  export const defaultKeymap: readonly KeyBinding[]
  export function placeholder(content: string | HTMLElement): Extension
  export function highlightSpecialChars(): Extension

  export interface DecorationSet {
    readonly size: number
    map(changes: ChangeSet): DecorationSet
    update(spec: { filter: (from: number, to: number, value: Decoration) => boolean }): DecorationSet
  }
  export interface Decoration {
    readonly point: boolean
    range(from: number, to?: number): unknown
  }
  export const Decoration: {
    mark(spec: { class: string; attributes?: Record<string, string> }): Decoration
    line(spec: { class?: string; attributes?: Record<string, string> }): Decoration
    replace(spec: { widget?: WidgetType }): Decoration
    widget(spec: { widget: WidgetType; side?: number }): Decoration
    none: DecorationSet
    set(ranges: readonly unknown[], sort?: boolean): DecorationSet
  }
  export class RangeSetBuilder<T> {
    add(from: number, to: number, value: T): void
    finish(): DecorationSet
  }
  export class ViewPlugin<T> {
    readonly extension: Extension
    static fromClass<T extends { update?(update: ViewUpdate): void; destroy?(): void }>(
      type: new (view: EditorView) => T,
      spec?: { decorations?: (value: T) => DecorationSet; provide?: (plugin: ViewPlugin<T>) => Extension },
    ): ViewPlugin<T> & Extension
  }
  export interface LayerMarker {
    eq(other: LayerMarker): boolean
    draw(): HTMLElement
    update?(element: HTMLElement, previous: LayerMarker): boolean
  }
  export class RectangleMarker implements LayerMarker {
    readonly left: number
    readonly top: number
    readonly width: number | null
    readonly height: number
    eq(other: LayerMarker): boolean
    draw(): HTMLElement
    static forRange(view: EditorView, className: string, range: SelectionRange): readonly RectangleMarker[]
  }
  export function layer(config: {
    above: boolean
    class?: string
    update(update: ViewUpdate, layer: HTMLElement): boolean
    updateOnDocViewUpdate?: boolean
    markers(view: EditorView): readonly LayerMarker[]
    mount?(layer: HTMLElement, view: EditorView): void
  }): Extension

  export interface SyntaxNode {
    readonly name: string
    readonly from: number
    readonly to: number
  }
  export interface Tree {
    readonly length: number
    iterate(options: {
      from?: number
      to?: number
      enter(node: SyntaxNode): boolean | void
      leave?(node: SyntaxNode): void
    }): void
  }
  export function syntaxTree(state: EditorState): Tree
  export function ensureSyntaxTree(state: EditorState, upTo: number, timeout?: number): Tree | null
}

declare module "#codemirror-markdown" {
  import type { Extension } from "#codemirror"
  export interface Language {
    readonly name: string
  }
  export const markdownLanguage: Language
  export function markdown(config: {
    base?: Language
    addKeymap?: boolean
    completeHTMLTags?: boolean
    pasteURLAsLink?: boolean
  }): { readonly extension: Extension }
}
