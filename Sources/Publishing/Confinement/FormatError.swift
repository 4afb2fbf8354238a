// SPDX-License-Identifier: Apache-2.0

/// Why a pad was not made into a format, or a file into a pad.
public enum FormatError: Error, Equatable, Sendable {
  /// The programs that the format needs are not here, or cannot be confined.
  case unavailable
  /// The text is longer than what is rendered.
  case tooLong
  /// It took more time, memory or room than is granted, or the program could not.
  case stopped
  /// Too many are being made already.
  case busy
  /// Nobody waits for it any more.
  case cancelled
  /// The file is not of the kind it claims to be, or damaged.
  case unreadable
  /// The file is larger than what is taken, or expands beyond it.
  case tooLarge
}

extension FormatError {
  init(_ error: RenderingError) {
    switch error {
    case .tooLong: self = .tooLong
    case .stopped: self = .stopped
    case .busy: self = .busy
    }
  }
}
