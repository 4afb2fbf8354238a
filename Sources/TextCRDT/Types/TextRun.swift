// SPDX-License-Identifier: Apache-2.0

/// A stretch of a text whose attributes are the same throughout.
public enum TextRun: Equatable {
  /// Text and its attributes.
  case text(String, TextAttributes = [:])

  /// One object or shared type in the text, and its attributes.
  case embed(Content, TextAttributes = [:])
}

/// A run as the store finds it, before handles and strings are made of it.
struct StoredRun {
  enum Content {
    case string([UInt8])
    case item(Slot)
  }

  var content: Content
  var attributes: TextAttributes
}

extension Store {
  /// The visible runs of a text (Yjs `toDelta`).
  ///
  /// Formats that say nothing new divide runs, as they do in Yjs.
  ///
  /// - Complexity: O(*n*) in items.
  func runs(of type: UInt32) -> [StoredRun] {
    var runs: [StoredRun] = []
    var attributes = TextAttributes()
    var text: [UInt8] = []
    func packText() {
      guard !text.isEmpty else { return }
      runs.append(StoredRun(content: .string(text), attributes: attributes))
      text = []
    }
    var slot = types.rows[type].start
    while slot != noSlot {
      let span = items.spans[slot]
      if !span.isDeleted {
        switch span.kind {
        case .string: clients.rows[span.client].bytes.copy(items.contents[slot].range, to: &text)
        case .embed, .type:
          packText()
          runs.append(StoredRun(content: .item(slot), attributes: attributes))
        case .format:
          packText()
          attributes.apply(format(of: slot))
        case .collected, .deleted, .json, .binary, .any, .document, .skip: break
        }
      }
      slot = items.links[slot].right
    }
    packText()
    return runs
  }
}
