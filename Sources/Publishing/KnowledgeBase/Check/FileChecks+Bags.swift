// SPDX-License-Identifier: Apache-2.0

import Pads

extension FileChecks {
  /// Proves each edition that has a bag by its bag alone: its history makes its text.
  ///
  /// What is not as the bag itself tells is named also where `kb.json` was changed with it.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - places: The paths of all its files.
  /// - Complexity: The histories of all editions are replayed.
  mutating func checkBags(in path: String, _ places: some Collection<String>) {
    for sign in places.sorted() where sign.hasPrefix("bags/") {
      let words = sign.split(separator: "/")
      guard words.count == 3, words[2] == "bagit.txt" else { continue }
      let bag = "bags/\(words[1])"
      do throws(FormatError) {
        let check = try EditionPackage.check("\(path)/\(bag)")
        for file in check.files { note(Fault("\(bag)/\(file)", .changed)) }
        if !check.edition.faults.isEmpty { note(Fault(bag, .otherPart)) }
      } catch {
        note(Fault(bag, .malformed))
      }
    }
  }

  /// Names a fault once: a file that is gone or changed is both to the folder and to its bag.
  private mutating func note(_ fault: Fault) {
    if !faults.contains(where: { $0.path == fault.path }) { faults.append(fault) }
  }
}
