// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
public import Logging
public import Storage

/// A command's way to the pads: through the server that runs on the data, else by itself.
public final class PadAccess: Sendable {
  private enum Way: Sendable {
    case server(folder: String)
    case own(DataFolder, PadHouse)
  }

  /// How long a command waits for another that holds the data.
  private static let patience: Duration = .seconds(10)
  private static let timeout = 120

  private let way: Way

  /// Finds a way; waits up to ten seconds while a process without a socket holds the data.
  ///
  /// - Parameters:
  ///   - path: The data folder.
  ///   - logger: Where events are told when no server does the work.
  /// - Throws: ``StorageError``.
  public init(path: String, logger: Logger) async throws(StorageError) {
    let start = ContinuousClock.now
    while true {
      if (try? ControlSocket.connected(to: path)) != nil {
        way = .server(folder: path)
        return
      }
      do throws(StorageError) {
        let folder = try DataFolder(path: path)
        way = .own(folder, PadHouse(storage: PadStorage(folder), logger: logger))
        return
      } catch .folderInUse(let path) {
        guard ContinuousClock.now - start < Self.patience, !Task.isCancelled else {
          throw .folderInUse(path: path)
        }
        try? await Task.sleep(for: .milliseconds(100))
      } catch {
        throw error
      }
    }
  }

  /// Whether a server does the work.
  public var isThroughServer: Bool {
    if case .server = way { true } else { false }
  }

  /// Asks for something and waits for the answer; what it changes is on disk then.
  ///
  /// - Parameter request: What is wanted.
  /// - Returns: The answer.
  public func perform(_ request: ControlRequest) async -> ControlAnswer {
    switch way {
    case .own(_, let pads): return await ControlService(pads: pads).answer(request)
    case .server(let folder):
      return await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          continuation.resume(returning: Self.ask(request, folder: folder))
        }
      }
    }
  }

  private static func ask(_ request: ControlRequest, folder: String) -> ControlAnswer {
    do {
      let connection = try ControlSocket.connected(to: folder)
      connection.setTimeout(seconds: timeout)
      try connection.send(request)
      return try connection.receive(ControlAnswer.self)
    } catch {
      return .failure(.closing)
    }
  }

  /// Lets go of the data.
  public func close() async {
    guard case .own(let folder, let pads) = way else { return }
    await pads.shutDown()
    await folder.close()
  }
}
