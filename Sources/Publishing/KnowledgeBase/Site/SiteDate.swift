// SPDX-License-Identifier: Apache-2.0

import Pads

/// A date as descriptions have it: `2024`, `2024-05` or `2024-05-28`.
struct SiteDate: Comparable, Sendable {
  /// As it was written.
  let text: String
  let year: Int
  let month: Int?
  let day: Int?

  /// Reads one, also at the beginning of a moment; nil for what is none.
  init?(_ text: String) {
    guard let date = CalendarDate(String(text.prefix { $0 != "T" })) else { return nil }
    (year, month, day) = (date.year, date.month, date.day)
    self.text = date.text
  }

  static func < (left: SiteDate, right: SiteDate) -> Bool { left.text < right.text }

  /// The year as four digits, as it stands in addresses.
  var yearText: String { String(text.prefix(4)) }

  /// How far it lies from the beginning of its year, from 0 to 1: the middle of what it names.
  var partOfYear: Double {
    guard let month else { return 0.5 }
    return (Double(month - 1) + (day.map { Double($0 - 1) / 31 } ?? 0.5)) / 12
  }

  /// The date in words.
  func words(_ language: SiteLanguage) -> String {
    guard let month else { return "\(year)" }
    let name = Self.months[language]?[month - 1] ?? ""
    guard let day else { return "\(name) \(year)" }
    return language == .fr && day == 1 ? "1er \(name) \(year)" : "\(day) \(name) \(year)"
  }

  /// The date in words before another, which says the month and the year where both have them.
  func words(_ language: SiteLanguage, before other: SiteDate?) -> String {
    guard let other, other.year == year, let month, let day, other.day != nil, other > self else {
      return words(language)
    }
    let number = language == .fr && day == 1 ? "1er" : "\(day)"
    return other.month == month ? number : "\(number) \(Self.months[language]?[month - 1] ?? "")"
  }

  private static let months: [SiteLanguage: [String]] = [
    .fr: [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre",
    ],
    .en: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ],
  ]
}

extension EditionCard {
  /// The text's own date, else the day it was finished.
  var siteDate: SiteDate? { text("date").flatMap(SiteDate.init) ?? SiteDate(manifest.finished) }
}
