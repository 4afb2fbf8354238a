// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// The text and the metadata of a pad that was exported as JSON.
enum JSONImport {
  static func pad(of bytes: [UInt8]) throws(FormatError) -> ImportedPad {
    guard let json = String(validating: bytes, as: UTF8.self),
      case .object(let members)? = try? Value(json: json),
      case .string(let format)? = member("format", of: members), format == JSONFormat.name,
      case .string(let text)? = member("text", of: members)
    else { throw .unreadable }
    var fields: [Value.Member] = []
    if case .object(let metadata)? = member("metadata", of: members) { fields = metadata }
    return ImportedPad(text: text, fields: fields, images: [], notes: [])
  }

  private static func member(_ key: String, of members: [Value.Member]) -> Value? {
    members.last { $0.key == key }?.value
  }
}
