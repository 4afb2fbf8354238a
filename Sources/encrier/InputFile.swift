// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file named on the command line; `-` is standard input.
enum InputFile {
  static func read(_ path: String) throws -> Data {
    do {
      // Opened rather than mapped: a pipe or a device is a file too.
      let handle =
        path == "-"
        ? FileHandle.standardInput
        : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      return try handle.readToEnd() ?? Data()
    } catch {
      throw CommandFailure(
        french: "\(path) ne peut pas être lu.",
        english: "\(path) cannot be read."
      )
    }
  }

  static func readText(_ path: String) throws -> String {
    guard let text = String(validating: try read(path), as: UTF8.self) else {
      throw CommandFailure(
        french: "\(path) n'est pas du texte en UTF-8.",
        english: "\(path) is not text in UTF-8."
      )
    }
    return text
  }
}
