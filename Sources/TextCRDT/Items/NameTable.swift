// SPDX-License-Identifier: Apache-2.0

/// The names of a document, each stored once: keys of maps, roots, XML elements.
///
/// Names are told apart by their bytes. Swift's `String` would hold two spellings of "é" for equal,
/// which JavaScript does not.
struct NameTable: ~Copyable {
  private var names: [[UInt8]] = []
  private var indices: [[UInt8]: UInt32] = [:]

  var count: Int { names.count }

  subscript(index: UInt32) -> [UInt8] { names[Int(index)] }

  func string(_ index: UInt32) -> String {
    String(decoding: names[Int(index)], as: UTF8.self)
  }

  func index(of name: [UInt8]) -> UInt32? { indices[name] }

  mutating func insert(_ name: [UInt8]) -> UInt32 {
    if let index = indices[name] { return index }
    let index = UInt32(names.count)
    names.append(name)
    indices[name] = index
    return index
  }

  mutating func truncate(to count: Int) {
    while names.count > count {
      indices[names.removeLast()] = nil
    }
  }
}
