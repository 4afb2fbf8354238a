// SPDX-License-Identifier: Apache-2.0

/// Why a server could not start.
public enum ServerError: Error, Equatable, Sendable {
  /// The host is neither an address nor a name that resolves to one.
  case unknownHost(String)
  /// Another process listens on this port.
  case portInUse(host: String, port: UInt16)
  /// This user may not listen on this port.
  case portForbidden(port: UInt16)
  /// The system refused a socket; the number is `errno`.
  case cannotListen(errno: Int32)
  /// libwebsockets could not create a service context, usually for want of memory or descriptors.
  case cannotCreateContext
  /// A directory of files to serve cannot be read.
  case unreadableDirectory(String)
}
