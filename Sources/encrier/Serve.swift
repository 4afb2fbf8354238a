// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import PadServer
import Pads
import Storage
import WebServer

/// `encrier serve`: the server, until it is told to stop.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Sert les pads · Serves the pads."
  )

  @Option(help: "Adresse d'écoute · Address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "Port ; 0 en choisit un · Port; 0 chooses one.")
  var port: UInt16 = 8080

  @Option(help: "Dossier des données · Data folder.")
  var data = "data"

  @Option(
    name: .customLong("public-url"),
    help: "Adresse donnée aux gens · Address people are given."
  )
  var publicURL: String?

  @Option(help: "Dossier de la page construite (sinon cherché) · Folder of the built page.")
  var web: String?

  func validate() throws {
    guard let publicURL else { return }
    guard ["http://", "https://"].contains(where: publicURL.hasPrefix),
      let host = URLComponents(string: publicURL)?.host, !host.isEmpty
    else {
      throw ValidationError(
        "--public-url : il faut une adresse http(s) · an http(s) address is needed"
      )
    }
  }

  func run() async throws {
    let stop = StopSignals()
    OpenFiles.raiseLimit()
    let logger = Logger(label: "encrier", factory: StreamLogHandler.standardError(label:))
    let folder = try openFolder()
    let pads = PadHouse(storage: PadStorage(folder), logger: logger)
    let server: PadServer
    do throws(ServerError) {
      var configuration = configuration
      configuration.storageStatistics = { folder.statistics }
      server = try PadServer(
        pads: pads,
        images: ImageShelf(folder.records),
        configuration: configuration,
        logger: logger
      )
    } catch {
      await pads.shutDown()
      await folder.close()
      throw CommandFailure(error)
    }
    let control: ControlServer
    do throws(StorageError) {
      control = try ControlServer(pads: pads, folder: folder, logger: logger)
    } catch {
      await pads.shutDown()
      await server.shutDown()
      await folder.close()
      throw CommandFailure(error)
    }
    // Programs that start the server read the address from this line.
    print("Encrier écoute sur \(server.url)")
    fflush(nil)
    if configuration.webDirectory == nil {
      logger.warning("web/dist not found: the API and the sync endpoint work, the pages do not")
    }
    await stop.wait()
    control.close()
    // Editors hear 1001 from their rooms, after everything is committed.
    await pads.shutDown()
    await server.shutDown()
    await folder.close()
  }

  private var configuration: PadServerConfiguration {
    var configuration = PadServerConfiguration()
    configuration.host = host
    configuration.port = port
    configuration.publicURL = publicURL.map { url in
      String(url.reversed().drop { $0 == "/" }.reversed())
    }
    configuration.renderCommand = ["/proc/self/exe", "render-markdown"]
    configuration.webDirectory = web ?? WebDirectory.find()
    return configuration
  }

  private func openFolder() throws -> DataFolder {
    do throws(StorageError) {
      return try DataFolder(path: data)
    } catch {
      throw CommandFailure(error)
    }
  }
}
