// SPDX-License-Identifier: Apache-2.0
// The only importer of the CodeMirror bundle: what the editor takes from it.

export {
  Annotation, ChangeSet, Compartment, Decoration, EditorSelection, EditorState, EditorView, Prec,
  RangeSetBuilder, RectangleMarker, StateEffect, StateField, Transaction, ViewPlugin, WidgetType,
  defaultKeymap, ensureSyntaxTree, highlightSpecialChars, indentLess, indentMore,
  indentUnit, keymap, layer,
  placeholder, showTooltip, syntaxTree, tooltips,
} from "#codemirror"
