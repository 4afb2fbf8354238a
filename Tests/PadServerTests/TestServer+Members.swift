// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import WebTestSupport

@testable import Pads

extension TestServer {
  /// Makes a member, who has a password only if it is given: hashing one takes time.
  func member(_ email: String, password: String? = nil) async throws -> Account {
    try await pads.accounts.add(name: "Anne", email: email, password: password)
  }

  /// Signs a member in as from another browser; returns the header line with their cookie.
  func session(of account: Account) async throws -> String {
    "Cookie: encrier-session=\(try await pads.accounts.begin(for: account.id).token)"
  }

  /// Makes the guest of a cookie's header line a member's own.
  func absorb(_ cookie: String, into account: Account) async throws -> GuestID {
    let text = try #require(cookie.split(separator: "=").last?.prefix(22))
    let guest = try #require(GuestID(text: text))
    #expect(try await pads.accounts.absorb(guest, into: account.id))
    return guest
  }

  /// Whether a text is in any file of the data folder.
  func isOnDisk(_ text: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: directory)
      .filter { $0.hasPrefix("encrier") && $0 != "encrier.sock" }
      .contains { name in
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
        return bytes.range(of: Data(text.utf8)) != nil
      }
  }
}

extension RawClient {
  /// Reads until the WebSocket is closed; the code and the reason.
  func readClosing() async throws -> (code: UInt16?, reason: String) {
    while true {
      let frame = try await readFrame()
      guard frame.opcode == 8 else { continue }
      return (frame.closeCode, String(decoding: frame.payload.dropFirst(2), as: UTF8.self))
    }
  }
}
