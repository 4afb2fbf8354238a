// SPDX-License-Identifier: Apache-2.0

/// The close codes this server sends by itself
/// ([RFC 6455, section 7.4](https://www.rfc-editor.org/rfc/rfc6455#section-7.4)).
public enum CloseCode {
  /// The purpose of the connection is fulfilled.
  public static let normal: UInt16 = 1000
  /// The server is going down.
  public static let goingAway: UInt16 = 1001
  /// The peer broke the protocol.
  public static let protocolError: UInt16 = 1002
  /// The peer sent text; everything here is binary.
  public static let unsupportedData: UInt16 = 1003
  /// Never sent: the peer's close frame had no code.
  public static let noStatus: UInt16 = 1005
  /// Never sent: the connection ended without a close frame.
  public static let abnormal: UInt16 = 1006
  /// A close reason is not UTF-8.
  public static let invalidPayload: UInt16 = 1007
  /// The peer broke a rule other than the protocol's.
  public static let policyViolation: UInt16 = 1008
  /// A message is longer than the server takes.
  public static let messageTooBig: UInt16 = 1009
  /// The peer reads too slowly; it should come back later.
  public static let tryAgainLater: UInt16 = 1013

  /// Whether a peer may send this code.
  static func isSendable(_ code: UInt16) -> Bool {
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}
