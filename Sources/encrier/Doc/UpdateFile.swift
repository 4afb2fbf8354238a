// SPDX-License-Identifier: Apache-2.0

import Foundation
import TextCRDT

/// A file that holds one Yjs update (v1).
enum UpdateFile {
  static func read(_ path: String) throws -> [UInt8] {
    try [UInt8](InputFile.read(path))
  }

  /// Reads through an update to see whether it is one.
  static func summary(of update: [UInt8], file: String) throws -> UpdateSummary {
    do {
      return try UpdateSummary(of: update)
    } catch {
      throw CommandFailure(error, file: file)
    }
  }
}

extension CommandFailure {
  /// Why a file was not taken for a Yjs update.
  init(_ error: UpdateError, file: String) {
    self.init(
      french: "\(file) n'est pas une mise à jour Yjs v1 acceptable (\(error)).",
      english: "\(file) is not an acceptable Yjs v1 update (\(error))."
    )
  }
}
