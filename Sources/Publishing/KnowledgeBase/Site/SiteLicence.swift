// SPDX-License-Identifier: Apache-2.0

/// A licence by its name, with where it can be read.
enum SiteLicence {
  static func markup(_ name: String) -> Markup {
    if let address = WebAddress(name) {
      return "<a href=\"\(address.text)\" rel=\"license\"><bdi>\(name)</bdi></a>"
    }
    let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
    guard let address = known[letters] else { return "<bdi>\(name)</bdi>" }
    return "<a href=\"\(address)\" rel=\"license\"><bdi>\(name)</bdi></a>"
  }

  private static let known = [
    "ccby40": "https://creativecommons.org/licenses/by/4.0/",
    "ccbysa40": "https://creativecommons.org/licenses/by-sa/4.0/",
    "ccbync40": "https://creativecommons.org/licenses/by-nc/4.0/",
    "ccbyncsa40": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "cc010": "https://creativecommons.org/publicdomain/zero/1.0/",
    "licenceouverte20": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
  ]
}
