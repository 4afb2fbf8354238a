// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Finds the built page when nobody says where it is.
public enum WebDirectory {
  /// The directory of the page.
  ///
  /// Looked for, in this order: `ENCRIER_WEB`, `web/dist` beside or above the executable,
  /// `share/encrier/web` beside the executable's `bin`, `web/dist` in the working directory.
  public static func find() -> String? {
    find(
      executable: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        ?? CommandLine.arguments.first ?? "",
      environment: ProcessInfo.processInfo.environment
    )
  }

  static func find(executable: String, environment: [String: String]) -> String? {
    if let path = environment["ENCRIER_WEB"], !path.isEmpty { return path }
    var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
    var candidates: [URL] = []
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      candidates.append(folder.appendingPathComponent("web/dist"))
      candidates.append(folder.appendingPathComponent("share/encrier/web"))
    }
    candidates.append(URL(fileURLWithPath: "web/dist"))
    return candidates.map(\.path).first {
      FileManager.default.fileExists(atPath: $0 + "/index.html")
    }
  }
}
