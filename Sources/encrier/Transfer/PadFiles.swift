// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Publishing

/// Pads as files of one format.
struct PadFiles {
  let pads: PadAccess
  let format: ExportFormat
  private let exporter = Exporter(
    renderer: BoundedRenderer(command: ["/proc/self/exe", "render-markdown"]),
    workshop: Workshop()
  )

  init(pads: PadAccess, format: ExportFormat) {
    self.pads = pads
    self.format = format
  }

  /// Writes a pad to a file; Markdown has the images it shows in a folder beside it.
  func write(_ pad: String, to path: String) async throws {
    let answer = await pads.perform(.contents(pad: pad, withAuthors: format.hasAuthors))
    guard case .contents(let contents) = answer else { throw CommandFailure(answer, pad: pad) }
    let bytes: [UInt8]
    do throws(FormatError) {
      bytes = try await exporter.export(format, of: contents, for: "command") { [pads] name in
        guard case .image(let image?) = await pads.perform(.image(name: name)) else { return nil }
        return [UInt8](image)
      }
    } catch {
      throw CommandFailure(error)
    }
    guard path != "-" else { return FileHandle.standardOutput.write(Data(bytes)) }
    try Self.write(Data(bytes), to: path)
    if format == .markdown { try await writeImages(of: contents, beside: path) }
  }

  private func writeImages(of pad: PadContents, beside path: String) async throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path + "/images"
    for name in exporter.imageNames(in: pad) {
      guard !FileManager.default.fileExists(atPath: "\(folder)/\(name)"),
        case .image(let image?) = await pads.perform(.image(name: name))
      else { continue }
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Self.write(image, to: "\(folder)/\(name)")
    }
  }

  static func write(_ data: Data, to path: String) throws {
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure(
        french: "\(path) ne peut pas être écrit.",
        english: "\(path) cannot be written."
      )
    }
  }
}

extension CommandFailure {
  /// Why a format could not be made or read.
  init(_ error: FormatError) {
    switch error {
    case .unavailable:
      self.init(
        french: "Il manque un programme que ce format demande (pandoc, weasyprint, bubblewrap), "
          + "ou il ne peut pas être confiné ici.",
        english: "A program that this format needs (pandoc, weasyprint, bubblewrap) is missing, "
          + "or cannot be confined here."
      )
    case .tooLong:
      self.init(
        french: "Un texte de plus de 1 Mio ne s'exporte qu'en md, json, yjs ou etherpad.",
        english: "A text beyond 1 MiB can only be exported as md, json, yjs or etherpad."
      )
    case .stopped, .busy, .cancelled:
      self.init(
        french: "La conversion a échoué ou a pris trop de temps ou de mémoire.",
        english: "The conversion failed, or took too much time or memory."
      )
    case .unreadable:
      self.init(
        french: "Ce fichier n'est pas de la sorte que dit son nom, ou il est abîmé.",
        english: "This file is not of the kind its name says, or damaged."
      )
    case .tooLarge:
      self.init(
        french: "Ce fichier est trop grand, ou le devient quand on l'ouvre.",
        english: "This file is too large, or becomes so when it is opened."
      )
    }
  }
}
