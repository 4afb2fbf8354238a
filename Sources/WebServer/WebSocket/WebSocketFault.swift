// SPDX-License-Identifier: Apache-2.0

/// Why a WebSocket peer is cut off.
enum WebSocketFault: Error, Equatable {
  /// A reserved bit or opcode, an unmasked frame, a broken fragment sequence or control frame.
  case protocolError
  /// A text message.
  case text
  /// A close reason that is not UTF-8.
  case invalidReason
  /// A message longer than the limit, by its announced length.
  case messageTooBig
  /// Too many fragments.
  case tooManyFragments
  /// Too many control frames in one second.
  case tooManyControlFrames

  /// The code and reason of the close frame.
  var closing: (code: UInt16, reason: String) {
    switch self {
    case .protocolError: (CloseCode.protocolError, "protocol error")
    case .text: (CloseCode.unsupportedData, "binary messages only")
    case .invalidReason: (CloseCode.invalidPayload, "reason is not UTF-8")
    case .messageTooBig: (CloseCode.messageTooBig, "message too big")
    case .tooManyFragments: (CloseCode.policyViolation, "too many fragments")
    case .tooManyControlFrames: (CloseCode.policyViolation, "too many control frames")
    }
  }
}
