// SPDX-License-Identifier: Apache-2.0

/// Why a peer did not answer.
public enum NodePeerError: Error {
  /// The process ended; what it wrote to standard error says why.
  case ended

  /// The bytes are no frame.
  case invalidFrame

  /// The script answered with an error.
  case failed(String)
}
