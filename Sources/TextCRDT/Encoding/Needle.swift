// SPDX-License-Identifier: Apache-2.0

/// What is looked for in a longer sequence, in time that grows with both lengths only.
///
/// [Knuth, Morris and Pratt 1977](https://doi.org/10.1137/0206024).
public struct Needle<Element: Equatable & Sendable>: Sendable {
  private let elements: [Element]
  /// For each prefix the length of the longest shorter one that it ends with.
  private let borders: [Int]

  /// Prepares a search.
  ///
  /// - Parameter elements: What is looked for; not empty.
  /// - Complexity: O(*n*).
  public init(_ elements: some Sequence<Element>) {
    let elements = Array(elements)
    var borders = [Int](repeating: 0, count: elements.count)
    var length = 0
    for index in elements.indices.dropFirst() {
      while length > 0, elements[length] != elements[index] { length = borders[length - 1] }
      if elements[length] == elements[index] { length += 1 }
      borders[index] = length
    }
    (self.elements, self.borders) = (elements, borders)
  }

  /// Where it stands; places that overlap are one.
  ///
  /// - Parameters:
  ///   - hay: What it is looked for in.
  ///   - range: In which part; nil for all.
  /// - Returns: The places, ascending.
  /// - Complexity: O(*n*) in the range.
  public func places(in hay: [Element], _ range: Range<Int>? = nil) -> [Range<Int>] {
    guard !elements.isEmpty else { return [] }
    var found: [Range<Int>] = []
    var length = 0
    for index in range ?? hay.indices {
      while length > 0, elements[length] != hay[index] { length = borders[length - 1] }
      if elements[length] == hay[index] { length += 1 }
      guard length == elements.count else { continue }
      length = borders[length - 1]
      let place = (index + 1 - elements.count)..<(index + 1)
      if let last = found.last, place.lowerBound < last.upperBound {
        found[found.count - 1] = last.lowerBound..<place.upperBound
      } else {
        found.append(place)
      }
    }
    return found
  }
}
