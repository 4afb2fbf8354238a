// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// The addresses people are given.
struct Addresses: Sendable {
  /// The address of the server without a final slash, when it is configured.
  let publicURL: String?

  /// The page of a pad, at the public address or else at the one the request came to.
  func page(_ name: String, for head: RequestHead) -> String {
    "\(base(for: head))/p/\(name)"
  }

  /// The public address, or else the one a request came to, without a final slash.
  func base(for head: RequestHead) -> String {
    publicURL ?? head.headers["host"].map { "http://\($0)" } ?? ""
  }
}
