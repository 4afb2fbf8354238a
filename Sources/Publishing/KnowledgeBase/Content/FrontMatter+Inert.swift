// SPDX-License-Identifier: Apache-2.0

import TextCRDT

extension FrontMatter {
  /// Members as lines of YAML between `---`, in which nothing can become a tag.
  ///
  /// Themes of MkDocs and others write a page's title into HTML as it stands, also between quotation marks.
  /// The exact words are in the edition's metadata beside it.
  static func inert(_ members: [Value.Member]) -> String {
    let members = members.map { Value.Member(key: $0.key, value: $0.value.withoutTags) }
    return "---\n\(yaml(members))---\n"
  }
}

extension Value {
  /// The value with signs that look like `<`, `>` and `"` in their places, in all its texts.
  var withoutTags: Value {
    switch self {
    case .string(let text):
      .string(
        text.replacing("<", with: "‹").replacing(">", with: "›").replacing("\"", with: "”")
      )
    case .array(let values): .array(values.map(\.withoutTags))
    case .object(let members):
      .object(members.map { Member(key: $0.key, value: $0.value.withoutTags) })
    case .undefined, .null, .bool, .number, .bigInt, .bytes: self
    }
  }
}
