// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// Runs the command and ends with 0 when it is done, 1 when it was refused or failed, 2 when it was
/// called wrongly.
@main
enum Program {
  static func main() async {
    do {
      var command = try Encrier.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      fail(failure.sentence.text, status: 1)
    } catch {
      let status = Encrier.exitCode(for: error)
      switch status {
      case .success: print(Encrier.fullMessage(for: error))
      case .validationFailure: fail(Encrier.fullMessage(for: error), status: 2)
      default: fail(Encrier.fullMessage(for: error), status: 1)
      }
    }
  }

  private static func fail(_ message: String, status: Int32) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(status)
  }
}
