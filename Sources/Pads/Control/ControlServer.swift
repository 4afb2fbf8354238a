// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
public import Logging
public import Storage

/// Lets commands work on the data of a running server, through a socket in the data folder.
public final class ControlServer: Sendable {
  /// How long a command may take to say what it wants, in seconds.
  private static let timeout = 10

  private let folder: String
  private let listener: ControlSocket

  /// Begins to listen.
  ///
  /// - Parameters:
  ///   - pads: The pads commands work on.
  ///   - folder: The data folder, whose lock the process holds.
  ///   - courier: Who brings people their secrets; nil where nobody does.
  ///   - logger: Where failed connections are told.
  /// - Throws: ``StorageError/unusable(path:code:)`` when the socket cannot be made.
  public init(
    pads: PadHouse,
    folder: DataFolder,
    courier: (any SecretCourier)? = nil,
    logger: Logger
  ) throws(StorageError) {
    self.folder = folder.path
    do {
      listener = try ControlSocket.listening(in: folder.path)
    } catch {
      throw .unusable(path: ControlSocket.path(in: folder.path), code: error.number)
    }
    let service = ControlService(pads: pads, courier: courier)
    let queue = DispatchQueue(label: "encrier.control", attributes: .concurrent)
    queue.async { [listener] in
      while let connection = listener.accept() {
        Self.serve(connection, service: service, queue: queue, logger: logger)
      }
    }
  }

  /// Ends listening; what was asked before is still answered.
  public func close() {
    unlink(ControlSocket.path(in: folder))
    listener.endListening()
  }

  private static func serve(
    _ connection: ControlSocket,
    service: ControlService,
    queue: DispatchQueue,
    logger: Logger
  ) {
    connection.setTimeout(seconds: timeout)
    queue.async {
      do {
        let request = try connection.receive(ControlRequest.self)
        Task {
          let answer = await service.answer(request)
          queue.async { try? connection.send(answer) }
        }
      } catch {
        logger.debug("control connection dropped", metadata: ["error": "\(error)"])
      }
    }
  }
}
