// SPDX-License-Identifier: Apache-2.0

// XML as Yjs's `toString` gives it. The depth is bounded by ``Limits/maximumDepth``.

extension Store {
  /// A shared type as JavaScript puts it into a string.
  func xml(of type: UInt32) -> String {
    switch types.rows[type].kind {
    case .text: String(decoding: textBytes(of: type), as: UTF8.self)
    case .xmlText: runs(of: type).map { xml(of: $0) }.joined()
    case .xmlFragment: xmlOfChildren(of: type)
    case .xmlElement: xmlOfElement(type)
    case .array, .map, .xmlHook, .unknown: "[object Object]"
    }
  }

  private func xmlOfElement(_ type: UInt32) -> String {
    let name = typeName(of: type).lowercased()
    let attributes = liveEntries(of: type)
      .map { (name: names.string($0.name), slot: $0.slot) }
      .sorted { $0.name.isBeforeInJavaScript($1.name) }
      .map { " \($0.name)=\"\(texts(of: $0.slot).last ?? "undefined")\"" }
    return "<\(name)\(attributes.joined())>\(xmlOfChildren(of: type))</\(name)>"
  }

  private func xmlOfChildren(of type: UInt32) -> String {
    var children = ""
    var slot = types.rows[type].start
    while slot != noSlot {
      if !items.spans[slot].isDeleted { children += texts(of: slot).joined() }
      slot = items.links[slot].right
    }
    return children
  }

  /// What an item holds as JavaScript puts it into strings.
  private func texts(of slot: Slot) -> [String] {
    switch items.spans[slot].kind {
    case .type: [xml(of: items.contents[slot].start)]
    case .document: ["[object Object]"]
    default: values(of: slot).map { $0.plainText }
    }
  }

  /// A run of an XML text within the elements that its attributes name.
  private func xml(of run: StoredRun) -> String {
    let elements = run.attributes.members
      .map { member in
        (
          name: member.key,
          attributes: member.value.enumeratedMembers.sorted {
            $0.key.isBeforeInJavaScript($1.key)
          }
        )
      }
      .sorted { $0.name.isBeforeInJavaScript($1.name) }
    var text = ""
    for element in elements {
      text += "<\(element.name)"
      for attribute in element.attributes {
        text += " \(attribute.key)=\"\(attribute.value.plainText)\""
      }
      text += ">"
    }
    switch run.content {
    case .string(let bytes): text += String(decoding: bytes, as: UTF8.self)
    case .item(let slot): text += texts(of: slot).joined()
    }
    for element in elements.reversed() { text += "</\(element.name)>" }
    return text
  }
}
