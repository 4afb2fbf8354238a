// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The seeds of a property test; the environment variable `ENCRIER_SEEDS` replaces them.
///
/// `ENCRIER_SEEDS=20000` runs the seeds below 20,000, `ENCRIER_SEEDS=17..<18` only seed 17.
///
/// - Parameter usual: The seeds of an ordinary run.
/// - Returns: The seeds of this run.
public func seeds(_ usual: Range<Int>) -> Range<Int> {
  guard let text = ProcessInfo.processInfo.environment["ENCRIER_SEEDS"] else { return usual }
  let bounds = text.components(separatedBy: "..<").compactMap { Int($0) }
  switch bounds.count {
  case 1 where bounds[0] > 0: return 0..<bounds[0]
  case 2 where bounds[0] < bounds[1]: return bounds[0]..<bounds[1]
  default: preconditionFailure("ENCRIER_SEEDS is a number or a range such as 10..<20")
  }
}

/// The seeds of a property test in batches, for tests whose start costs more than one seed.
///
/// - Parameters:
///   - usual: The seeds of an ordinary run; `ENCRIER_SEEDS` replaces them as in ``seeds(_:)``.
///   - size: How many seeds a batch has; the last may have fewer.
/// - Returns: The batches, as arguments of a parameterised test.
public func seedBatches(_ usual: Range<Int>, of size: Int) -> [Range<Int>] {
  let all = seeds(usual)
  return stride(from: all.lowerBound, to: all.upperBound, by: size).map { start in
    start..<min(start + size, all.upperBound)
  }
}
