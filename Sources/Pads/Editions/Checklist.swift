// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// What a text should have before it is finished.
public enum ChecklistItem: String, CaseIterable, Codable, Sendable {
  /// A title of its own, or a heading; the only one that is needed.
  case title
  /// When it is from.
  case date
  /// The language it is in.
  case language
  /// What others may do with it.
  case licence
  /// Who agrees with it, by name.
  case agreement
  /// What it is about, in a few sentences.
  case description
  /// Words to find it by.
  case tags

  /// What a text lacks.
  ///
  /// - Parameters:
  ///   - meta: The members of the root `meta`.
  ///   - hasTitle: Whether it has a title or a heading.
  /// - Returns: The items in the order of the list.
  public static func missing(in meta: [Value.Member], hasTitle: Bool) -> [ChecklistItem] {
    allCases.filter { item in
      switch item {
      case .title: !hasTitle
      case .agreement: !isFilled(meta.value("signers"))
      case .date, .language, .licence, .description, .tags: !isFilled(meta.value(item.rawValue))
      }
    }
  }

  private static func isFilled(_ value: Value?) -> Bool {
    switch value {
    case .string(let text)?: !text.allSatisfy(\.isWhitespace)
    case .array(let values)?: values.contains { isFilled($0) }
    case .object(let members)?: members.contains { isFilled($0.value) }
    default: false
    }
  }
}
